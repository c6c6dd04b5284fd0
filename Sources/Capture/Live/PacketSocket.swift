internal import CPcap
import Glibc

/// A packet socket (packet(7)) that fills a ring.
///
/// It does not close its descriptor; `LiveInterfaces` does.
@safe
struct PacketSocket {
    let descriptor: Int32

    /// A socket that receives nothing until it is bound.
    init() throws(RingFailure) {
        descriptor = socket(AF_PACKET, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), 0)
        if descriptor < 0 { throw RingFailure(step: "socket", code: errno) }
    }

    /// The socket of an open libpcap handle.
    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Asks for a ring in which there is room for a VLAN tag before each frame; `milliseconds` is how long the kernel
    /// may keep a block that has packets and is not full.
    func makeRing(_ geometry: RingGeometry, timeoutMilliseconds milliseconds: Int) throws(RingFailure) {
        try set(PACKET_VERSION, Int32(bitPattern: TPACKET_V3.rawValue), "PACKET_VERSION")
        try set(PACKET_RESERVE, Int32(VLANTag.length), "PACKET_RESERVE")
        var request = tpacket_req3()
        request.tp_block_size = UInt32(geometry.blockBytes)
        request.tp_block_nr = UInt32(geometry.blockCount)
        request.tp_frame_size = request.tp_block_size
        request.tp_frame_nr = request.tp_block_nr
        request.tp_retire_blk_tov = UInt32(milliseconds)
        try set(PACKET_RX_RING, request, "PACKET_RX_RING")
    }

    /// Takes packets for other hosts in, too, until the socket is closed.
    func beMember(promiscuousOn interface: Int32) throws(RingFailure) {
        var request = packet_mreq()
        request.mr_ifindex = interface
        request.mr_type = UInt16(PACKET_MR_PROMISC)
        try set(PACKET_ADD_MEMBERSHIP, request, "PACKET_ADD_MEMBERSHIP")
    }

    /// Starts to receive every protocol of `interface`.
    func bind(to interface: Int32) throws(RingFailure) {
        var address = sockaddr_ll()
        address.sll_family = UInt16(AF_PACKET)
        address.sll_protocol = UInt16(ETH_P_ALL).bigEndian
        address.sll_ifindex = interface
        let size = socklen_t(MemoryLayout<sockaddr_ll>.size)
        let status = unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.bind(descriptor, $0, size)
            }
        }
        guard status == 0 else { throw RingFailure(step: "bind", code: errno) }
        let pending = takeError()
        if pending != 0 { throw RingFailure(step: "bind", code: pending) }
    }

    /// Applies `filter` to what comes from now on, in place of the one before.
    func attach(_ filter: PacketFilter) throws(RingFailure) {
        try set(filter, SOL_SOCKET, SO_ATTACH_FILTER, "SO_ATTACH_FILTER")
    }

    /// Joins the sockets of fanout group `group` that are bound to the same interface: from now on a packet is given to
    /// one of them, which `filter` chooses.
    func join(group: UInt16, choosingBy filter: PacketFilter) throws(RingFailure) {
        try set(PACKET_FANOUT, UInt32(group) | UInt32(PACKET_FANOUT_CBPF) << 16, "PACKET_FANOUT")
        try set(filter, SOL_PACKET, PACKET_FANOUT_DATA, "PACKET_FANOUT_DATA")
    }

    /// What went wrong since the last call, an `errno`; 0 for nothing.
    func takeError() -> Int32 {
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 ? code : errno
    }

    /// Whether the interface that it was bound to is gone, or has gone to another namespace.
    var isOrphaned: Bool {
        var address = sockaddr_ll()
        var size = socklen_t(MemoryLayout<sockaddr_ll>.size)
        let status = unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &size)
            }
        }
        return status == 0 && address.sll_ifindex < 0
    }

    /// Whether the interface called `name` is up.
    func isUp(_ name: String) -> Bool {
        var request = unsafe ifreq()
        unsafe withUnsafeMutableBytes(of: &request.ifr_ifrn) { room in
            unsafe room.copyBytes(from: name.utf8.prefix(room.count - 1))
        }
        return unsafe ioctl(descriptor, UInt(SIOCGIFFLAGS), &request) == 0
            && Int(request.ifr_ifru.ifru_flags) & IFF_UP != 0
    }

    /// Packets that passed the filter since the last call, lost ones included, and the lost ones.
    func takeCounts() -> (received: UInt32, dropped: UInt32) {
        var counts = tpacket_stats_v3()
        var size = socklen_t(MemoryLayout<tpacket_stats_v3>.size)
        guard unsafe getsockopt(descriptor, SOL_PACKET, PACKET_STATISTICS, &counts, &size) == 0 else { return (0, 0) }
        return (counts.tp_packets, counts.tp_drops)
    }

    private func set(_ filter: PacketFilter, _ level: Int32, _ option: Int32, _ step: String) throws(RingFailure) {
        var instructions = filter.instructions
        let count = UInt16(clamping: instructions.count)
        let code: Int32 = unsafe instructions.withUnsafeMutableBufferPointer { buffer in
            var program = unsafe sock_fprog(len: count, filter: buffer.baseAddress)
            let size = unsafe socklen_t(MemoryLayout<sock_fprog>.size)
            return unsafe setsockopt(descriptor, level, option, &program, size) == 0 ? 0 : errno
        }
        if code != 0 { throw RingFailure(step: step, code: code) }
    }

    private func set<Value: BitwiseCopyable>(_ option: Int32, _ value: Value, _ step: String) throws(RingFailure) {
        var value = value
        let size = socklen_t(MemoryLayout<Value>.size)
        guard unsafe setsockopt(descriptor, SOL_PACKET, option, &value, size) == 0 else {
            throw RingFailure(step: step, code: errno)
        }
    }
}
