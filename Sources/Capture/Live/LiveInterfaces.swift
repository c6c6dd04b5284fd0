internal import CPcap
import Glibc

/// The interfaces of a capture and what poll(2) needs to wait for them; closes them at its end.
@safe
struct LiveInterfaces: ~Copyable {
    /// Milliseconds after which an interface that is down is looked at.
    private static let watch = 100

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
        for interface in list { interface.close() }
        unsafe polled.deallocate()
    }

    private mutating func open(_ configuration: LiveCapture.Configuration) throws(CaptureError) {
        for place in configuration.interfaces.indices {
            let interface = try LiveInterface(
                opening: place, of: configuration, warnings: &warnings)
            unsafe polled[place].fd = interface.descriptor
            list.append(interface)
        }
    }

    /// A packet, or at most `most`, of interface number `index`, which is read no more when that fails.
    mutating func read(_ index: Int, atMost most: Int) throws(CaptureError) -> LiveInterface.Reading {
        do throws(CaptureError) {
            return try list[index].read(atMost: most)
        } catch {
            remove(index)
            throw error
        }
    }

    /// Finds out how interface number `index` is, which has no packet.
    mutating func look(_ index: Int) throws(CaptureError) {
        guard let failure = list[index].look() else { return }
        if case .interfaceDown = failure { throw failure }
        remove(index)
        throw failure
    }

    /// Stops reading an interface that went away.
    private mutating func remove(_ index: Int) {
        list[index].isRemoved = true
        // poll(2) passes over negative descriptors.
        unsafe polled[index].fd = -1
    }

    /// Waits until an interface or the waker is ready, at most `milliseconds`.
    mutating func wait(milliseconds: Int) {
        let isWatching = list.contains { !$0.isRemoved && $0.isWatched }
        let limit = isWatching ? Self.watch : Int(Int32.max)
        let ready = unsafe poll(polled, nfds_t(list.count + 1), Int32(clamping: max(0, min(milliseconds, limit))))
        guard ready > 0 else { return }
        for index in list.indices where unsafe Int32(polled[index].revents) & ~POLLIN != 0 {
            list[index].needsLook = true
        }
    }
}
