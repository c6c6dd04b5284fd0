internal import CPcap
import Glibc
import Packets

/// Reads an interface through libpcap, which copies each packet once: it gives the ring's block back to the kernel
/// before `pcap_next_ex` returns the block's last packet.
///
/// It does not close its handle; `LiveInterfaces` does.
@safe
struct LibpcapReader {
    let handle: OpaquePointer
    /// For poll(2).
    let descriptor: Int32
    /// Nanoseconds in a unit of a packet's fraction of a second.
    private let nanosecondsPerUnit: Int64
    /// What `pcap_stats` said last: 32 bits that wrap.
    private var last = pcap_stat()

    /// Takes over an activated handle; `nil` if it cannot be waited on.
    init?(_ handle: OpaquePointer) {
        descriptor = unsafe pcap_get_selectable_fd(handle)
        if descriptor < 0 { return nil }
        nanosecondsPerUnit = unsafe pcap_get_tstamp_precision(handle) == PCAP_TSTAMP_PRECISION_NANO ? 1 : 1_000
        unsafe self.handle = handle
    }

    /// The time, by libpcap's reckoning, after which a handle needs to be read although its descriptor is not ready.
    ///
    /// On Linux libpcap has one while the interface is down, and then only.
    var needsReading: Bool { unsafe pcap_get_required_select_timeout(handle) != nil }

    /// What libpcap says last went wrong.
    var reason: String { unsafe String(cString: pcap_geterr(handle)) }

    enum Reading {
        case packet(CapturedPacket)
        case nothing, failure
    }

    /// The next packet, valid until the next call.
    func read() -> Reading {
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var octets: UnsafePointer<UInt8>?
        switch unsafe pcap_next_ex(handle, &header, &octets) {
        case 0: return .nothing
        case 1:
            guard let header = unsafe header?.pointee, let octets = unsafe octets else {
                preconditionFailure("libpcap gave a packet without header")
            }
            let (captured, original) = (Int(header.caplen), Int(header.len))
            let timestamp = Timestamp(
                seconds: Int64(header.ts.tv_sec), nanoseconds: Int64(header.ts.tv_usec) &* nanosecondsPerUnit)
            return unsafe .packet(
                CapturedPacket(
                    octets: octets, capturedLength: captured, originalLength: max(captured, original),
                    timestamp: timestamp))
        default: return .failure
        }
    }

    /// Adds what was counted since the last call to `statistics`.
    mutating func count(to statistics: inout CaptureStatistics) {
        var now = pcap_stat()
        guard unsafe pcap_stats(handle, &now) == 0 else { return }
        statistics.received &+= UInt64(now.ps_recv &- last.ps_recv)
        statistics.kernelDropped &+= UInt64(now.ps_drop &- last.ps_drop)
        statistics.interfaceDropped &+= UInt64(now.ps_ifdrop &- last.ps_ifdrop)
        last = now
    }
}
