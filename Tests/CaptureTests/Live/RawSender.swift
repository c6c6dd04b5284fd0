import CPcap
import Foundation
import Testing

/// Sends whole frames, by libpcap.
@safe
final class RawSender: Sendable {
    private nonisolated(unsafe) let handle: OpaquePointer

    /// Opens `interface` of this thread's namespace.
    init(_ interface: String) throws {
        unsafe handle = try #require(unsafe Self.open(interface))
    }

    /// Opens `weir1`, the other end of the veth pair of `space`.
    init(oppositeTo space: Namespace) throws {
        nonisolated(unsafe) var opened: OpaquePointer?
        let done = DispatchSemaphore(value: 0)
        let name = space.name + "-peer"
        // A thread of its own, which need not find home.
        Thread.detachNewThread {
            try? Namespace.enterForGood(name)
            unsafe opened = Self.open("weir1")
            done.signal()
        }
        done.wait()
        unsafe handle = try #require(unsafe opened)
    }

    private static func open(_ interface: String) -> OpaquePointer? {
        var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        return unsafe pcap_open_live(interface, 64, 0, 1_000, &message)
    }

    deinit {
        unsafe pcap_close(handle)
    }

    func send(_ frame: [UInt8]) throws {
        let status = unsafe pcap_sendpacket(handle, frame, Int32(frame.count))
        try #require(status == 0)
    }
}
