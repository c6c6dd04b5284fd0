public import CPrefetch
import Packets

/// Packets of one block that are read one after another, without a system call: what an interface gives in its turn.
@safe
@usableFromInline
struct RingTurn {
    /// How far ahead of the packet the block's memory is asked for, bytes. The kernel wrote it on another core, so that
    /// the first look at each line waits for that core's cache; a fixed distance needs no look at the packets between.
    @usableFromInline static let prefetchDistance = 2_048
    @usableFromInline static let cacheLine = 64

    /// The next packet's header; `nil` before the first turn.
    @usableFromInline private(set) var header: UnsafeMutableRawPointer?
    /// Packets left.
    @usableFromInline private(set) var count = 0
    @usableFromInline let snapLength: Int

    /// A turn without packets.
    init() { snapLength = 0 }

    init(header: UnsafeMutableRawPointer, count: Int, snapLength: Int) {
        unsafe self.header = header
        self.count = count
        self.snapLength = snapLength
    }

    /// The next packet; there must be one.
    @inlinable @inline(__always)
    mutating func take() -> CapturedPacket {
        guard let start = unsafe header else { preconditionFailure("there is no packet to take") }
        let packet = unsafe start.assumingMemoryBound(to: RingHeader.self)
        let size = unsafe Int(packet.pointee.nextOffset)
        unsafe Self.prefetch(start + Self.prefetchDistance, size)
        count &-= 1
        // 0 in a block's last packet, where nothing follows.
        unsafe header = start + size
        if unsafe packet.pointee.status & RingHeader.isTagged != 0 { return unsafe tagged(start) }
        let captured = unsafe Int(packet.pointee.capturedLength)
        return unsafe CapturedPacket(
            octets: UnsafePointer((start + Int(packet.pointee.frameOffset)).assumingMemoryBound(to: UInt8.self)),
            capturedLength: captured, originalLength: max(Int(packet.pointee.originalLength), captured),
            timestamp: packet.pointee.timestamp)
    }

    /// A packet whose VLAN tag the kernel took out: it is put back.
    @usableFromInline @inline(never)
    func tagged(_ start: UnsafeMutableRawPointer) -> CapturedPacket {
        let packet = unsafe start.assumingMemoryBound(to: RingHeader.self)
        var octets = unsafe start + Int(packet.pointee.frameOffset)
        var captured = unsafe Int(packet.pointee.capturedLength)
        var original = unsafe Int(packet.pointee.originalLength)
        if captured >= VLANTag.offset {
            unsafe VLANTag(packet.pointee).insert(before: octets)
            unsafe octets -= VLANTag.length
            captured = min(captured + VLANTag.length, snapLength)
            original += VLANTag.length
        }
        return unsafe CapturedPacket(
            octets: UnsafePointer(octets.assumingMemoryBound(to: UInt8.self)), capturedLength: captured,
            originalLength: max(original, captured), timestamp: packet.pointee.timestamp)
    }

    /// Asks for `size` bytes of memory from `start` on, which may lie outside of the block.
    @inlinable @inline(__always)
    static func prefetch(_ start: UnsafeMutableRawPointer, _ size: Int) {
        var place = 0
        while place < size {
            unsafe weir_prefetch(start + place)
            place &+= cacheLine
        }
    }
}
