import Packets

/// Observed packets on their way to the parts of a meter, in order; a queue for each part, all of fixed size.
public struct PacketQueues: ~Copyable {
    /// Parts at most.
    public static let maximumParts = 8

    @usableFromInline private(set) var queues: InlineArray<8, PacketQueue>
    /// Parts that flows are divided into, 1…`maximumParts`.
    public let parts: Int
    @usableFromInline var total = 0
    /// Packets in all queues.
    @inlinable public var count: Int { total }

    /// Queues that hold `capacity` packets each.
    public init(parts: Int, capacity: Int) {
        precondition((1...Self.maximumParts).contains(parts))
        self.parts = parts
        queues = InlineArray { part in PacketQueue(capacity: part < parts ? capacity : 1) }
    }

    public var bytes: Int {
        var bytes = 0
        for part in 0..<parts { bytes += queues[part].packets.bytes }
        return bytes
    }

    /// Puts a packet behind the others of its part, which must have room.
    @inlinable @inline(__always)
    mutating func append(_ packet: borrowing ObservedPacket) {
        let part = packet.part(of: parts)
        queues[part].append(packet)
        total &+= 1
    }

    /// A packet of a part's queue, by its place.
    package subscript(part: Int, place: Int) -> ObservedPacket { queues[part].packets[place] }

    public mutating func removeAll() {
        for part in 0..<parts { queues[part].count = 0 }
        total = 0
    }
}

/// The queue of one part.
@usableFromInline
struct PacketQueue: ~Copyable {
    @usableFromInline private(set) var packets: FixedBuffer<ObservedPacket>
    @usableFromInline fileprivate(set) var count = 0
    /// Packets ahead of which the lines are asked for that will be written: another core may have read them last.
    @inlinable static var ahead: Int { 4 }

    init(capacity: Int) {
        let nothing = ObservedPacket(PacketHeader(), at: Timestamp(nanoseconds: 0))
        packets = FixedBuffer(count: capacity, zero: nothing)
    }

    @inlinable @inline(__always)
    mutating func append(_ packet: borrowing ObservedPacket) {
        // Its first line and its last: one between them is that of a packet before.
        packets.prefetchForWriting(count &+ Self.ahead, byte: 0)
        packets.prefetchForWriting(count &+ Self.ahead, byte: MemoryLayout<ObservedPacket>.size - 1)
        packets[count] = copy packet
        count &+= 1
    }
}
