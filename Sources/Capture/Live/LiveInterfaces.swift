internal import CPcap
import Glibc

/// The interfaces of a capture and what poll(2) needs to wait for them; closes them at its end.
@safe
struct LiveInterfaces: ~Copyable {
    var list: [LiveInterface] = []
    private(set) var warnings: [String] = []
    /// One entry an interface, then the waker's.
    private let polled: UnsafeMutablePointer<pollfd>

    /// Opens all of them, or none.
    init(_ configuration: LiveCapture.Configuration, _ waker: LiveCapture.Waker) throws(CaptureError) {
        let count = configuration.interfaces.count
        unsafe polled = .allocate(capacity: count + 1)
        unsafe polled.initialize(
            repeating: pollfd(fd: waker.descriptor, events: Int16(POLLIN), revents: 0), count: count + 1)
        try open(configuration)
    }

    deinit {
        for interface in list { unsafe pcap_close(interface.handle) }
        unsafe polled.deallocate()
    }

    private mutating func open(_ configuration: LiveCapture.Configuration) throws(CaptureError) {
        for (index, name) in configuration.interfaces.enumerated() {
            let interface = try LiveInterface(opening: name, configuration, warnings: &warnings)
            unsafe polled[index].fd = interface.descriptor
            list.append(interface)
        }
    }

    /// Stops reading an interface that went away.
    mutating func remove(_ index: Int) {
        list[index].isRemoved = true
        // poll(2) passes over negative descriptors.
        unsafe polled[index].fd = -1
    }

    /// Waits until an interface or the waker is ready, at most `milliseconds`.
    func wait(milliseconds: Int) {
        // libpcap sees that an interface is up again only when it is read, though its descriptor is not ready.
        let limit = list.contains { $0.needsReading } ? 100 : Int(Int32.max)
        _ = unsafe poll(polled, nfds_t(list.count + 1), Int32(clamping: max(0, min(milliseconds, limit))))
    }
}
