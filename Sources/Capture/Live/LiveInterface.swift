internal import CPcap
import Glibc
import Packets

/// One interface that is captured on, and the libpcap handle of it.
///
/// It does not close the handle; `LiveInterfaces` does.
@safe
struct LiveInterface {
    let name: String
    let handle: OpaquePointer
    let linkType: LinkType
    /// For poll(2).
    let descriptor: Int32
    /// Nanoseconds in a unit of a packet's fraction of a second.
    let nanosecondsPerUnit: Int64
    /// What `pcap_stats` said last: 32 bits that wrap.
    var lastReceived: UInt32 = 0
    var lastKernelDropped: UInt32 = 0
    var lastInterfaceDropped: UInt32 = 0
    /// It was reported as down, and no packet came since.
    var isDown = false
    /// It went away; its handle is not read any more.
    var isRemoved = false

    /// The time, by libpcap's reckoning, after which a handle needs to be read although its descriptor is not ready.
    ///
    /// On Linux libpcap has one while the interface is down, and then only.
    var needsReading: Bool { unsafe pcap_get_required_select_timeout(handle) != nil }

    /// Why reading `handle` failed.
    func failure() -> CaptureError {
        let reason = unsafe String(cString: pcap_geterr(handle))
        let index = unsafe if_nametoindex(name)
        if reason.contains("disappeared") || (index == 0 && name != "any") { return .interfaceRemoved(name: name) }
        return .captureFailed(interface: name, reason: reason)
    }

    /// Adds what was counted since the last call to `statistics`.
    mutating func count(to statistics: inout CaptureStatistics) {
        var now = pcap_stat()
        guard unsafe pcap_stats(handle, &now) == 0 else { return }
        statistics.received &+= UInt64(now.ps_recv &- lastReceived)
        statistics.kernelDropped &+= UInt64(now.ps_drop &- lastKernelDropped)
        statistics.interfaceDropped &+= UInt64(now.ps_ifdrop &- lastInterfaceDropped)
        (lastReceived, lastKernelDropped, lastInterfaceDropped) = (now.ps_recv, now.ps_drop, now.ps_ifdrop)
    }
}
