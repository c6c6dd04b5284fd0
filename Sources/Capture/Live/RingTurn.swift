internal import CPcap
import Packets

/// Packets of one block that are read one after another, without a system call: what an interface gives in its turn.
@safe
struct RingTurn {
    /// How far ahead of the packet the block's memory is asked for, bytes. The kernel wrote it on another core, so that
    /// the first look at each line waits for that core's cache; a fixed distance needs no look at the packets between.
    private static let prefetchDistance = 2_048
    private static let cacheLine = 64

    /// The next packet's header; `nil` before the first turn.
    private(set) var header: UnsafeMutableRawPointer?
    /// Packets left.
    private(set) var count = 0
    private var snapLength = 0

    /// A turn without packets.
    init() {}

    init(header: UnsafeMutableRawPointer, count: Int, snapLength: Int) {
        unsafe self.header = header
        self.count = count
        self.snapLength = snapLength
    }

    /// The next packet; there must be one.
    mutating func take() -> CapturedPacket {
        guard let start = unsafe header else { preconditionFailure("there is no packet to take") }
        let packet = unsafe start.assumingMemoryBound(to: tpacket3_hdr.self)
        let size = unsafe Int(packet.pointee.tp_next_offset)
        unsafe Self.prefetch(start + Self.prefetchDistance, size)
        count &-= 1
        // 0 in a block's last packet, where nothing follows.
        unsafe header = start + size
        let timestamp = unsafe Timestamp(
            nanoseconds: Int64(packet.pointee.tp_sec) &* 1_000_000_000 &+ Int64(packet.pointee.tp_nsec))
        let octets = unsafe start + Int(packet.pointee.tp_mac)
        let (captured, original) = unsafe (Int(packet.pointee.tp_snaplen), Int(packet.pointee.tp_len))
        if unsafe packet.pointee.tp_status & UInt32(TP_STATUS_VLAN_VALID) != 0, captured >= VLANTag.offset {
            unsafe VLANTag(packet.pointee).insert(before: octets)
            return unsafe CapturedPacket(
                octets: UnsafePointer((octets - VLANTag.length).assumingMemoryBound(to: UInt8.self)),
                capturedLength: min(captured + VLANTag.length, snapLength),
                originalLength: original + VLANTag.length, timestamp: timestamp)
        }
        return unsafe CapturedPacket(
            octets: UnsafePointer(octets.assumingMemoryBound(to: UInt8.self)),
            capturedLength: captured, originalLength: max(original, captured), timestamp: timestamp)
    }

    /// Asks for `size` bytes of memory from `start` on, which may lie outside of the block.
    @inline(__always)
    private static func prefetch(_ start: UnsafeMutableRawPointer, _ size: Int) {
        var place = 0
        while place < size {
            unsafe weir_prefetch(start + place)
            place &+= cacheLine
        }
    }
}
