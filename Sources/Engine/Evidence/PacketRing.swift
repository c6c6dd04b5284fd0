import Capture
import Flows
import Packets

/// The latest packets of a sensor, cut, in memory that is taken once; the oldest make room.
///
/// Two rings: of the packets' octets, each packet's in one piece, and of entries that say where they lie. A packet is
/// there as long as neither has come round. Putting one in copies its headers and allocates nothing.
struct PacketRing: ~Copyable {
    let trim: PacketTrim
    let isOn: Bool
    private var entries: FixedBuffer<PacketEntry>
    private var octets: FixedBuffer<UInt8>
    /// Packets put in so far: the number of the next.
    private(set) var next = 0
    /// Octets ever taken: those of the next packet begin here, or where the ring does.
    private var position = 0
    /// Where those are in the rings: a remainder for each packet would cost as much as all the rest.
    private var (slot, place) = (0, 0)
    /// Bytes of a ring for each packet that it has room for: 32 of the entry, 96 of the packet.
    private static let bytesPerPacket = 128

    /// A ring of about `bytes` bytes; `slack` more packets fit, whatever their lengths, before the oldest of these go.
    init(_ bytes: Int, payloadOctets: Int, slack: Int = 0, in memory: TableMemory? = nil) {
        trim = PacketTrim(payload: payloadOctets)
        isOn = bytes > 0
        let slack = isOn ? slack : 0
        let count = max(1, bytes / Self.bytesPerPacket)
        entries = FixedBuffer(count: count + slack, zero: PacketEntry(), in: memory)
        octets = FixedBuffer(count: count * 96 + (slack + 1) * trim.maximum, zero: 0, in: memory)
        limits = (count, count * 96)
    }

    /// Packets and octets that are looked back upon, whatever lies beyond them.
    private let limits: (packets: Int, octets: Int)

    var bytes: Int { entries.bytes + octets.bytes }

    /// Puts in the first `length` octets of a frame.
    @inline(__always)
    mutating func append(
        _ frame: borrowing Frame, length: Int, source: UInt32, destination: UInt32, sight: PacketEntry.Sight
    ) {
        if place + length > octets.count {
            position += octets.count - place
            place = 0
        }
        octets.write(frame.octets.extracting(first: length), at: place)
        entries[slot] = PacketEntry(
            time: frame.timestamp, position: position, originalLength: frame.originalLength, sight: sight,
            source: source, destination: destination, length: length, linkType: frame.linkType)
        position += length
        place += length
        slot = slot + 1 == entries.count ? 0 : slot + 1
        next += 1
    }

    /// The entry of a packet that is in the ring.
    subscript(number: Int) -> PacketEntry { entries[number % entries.count] }

    /// What is kept of a packet that is in the ring.
    @_lifetime(borrow self)
    func octets(of entry: PacketEntry) -> Span<UInt8> {
        let start = entry.position % octets.count
        return octets.octets(start..<start + entry.length)
    }

    /// The packets that are looked back upon from the end of packet `end` − 1, not before `first`.
    ///
    /// It does not depend on what was put in after them, as long as that was no more than the slack.
    func reach(from first: Int, to end: Int) -> Range<Int> {
        guard end > first else { return end..<end }
        let last = self[end - 1]
        let oldest = last.position + last.length - limits.octets
        var low = max(first, end - limits.packets)
        var high = end
        // Positions grow with numbers: the first that still lies within.
        while low < high {
            let middle = low + (high - low) / 2
            if self[middle].position >= oldest { high = middle } else { low = middle + 1 }
        }
        return low..<end
    }
}

/// Where a packet lies in the ring and what it is looked for by; 32 bytes.
struct PacketEntry: BitwiseCopyable {
    private(set) var time = Timestamp(nanoseconds: 0)
    private(set) var position = 0
    private var lengthOnWire: UInt32 = 0
    private(set) var source: UInt32 = 0
    private(set) var destination: UInt32 = 0
    private var keptLength: UInt16 = 0
    private var linkNumber: UInt16 = 0

    init() {}

    @inline(__always)
    init(
        time: Timestamp, position: Int, originalLength: Int, sight: Sight, source: UInt32, destination: UInt32,
        length: Int, linkType: LinkType
    ) {
        self.time = time
        self.position = position
        lengthOnWire = UInt32(truncatingIfNeeded: originalLength) & 0x3FFF_FFFF | sight.rawValue << 30
        self.source = source
        self.destination = destination
        keptLength = UInt16(truncatingIfNeeded: length)
        linkNumber = UInt16(truncatingIfNeeded: linkType.rawValue)
    }

    /// The same with its octets elsewhere.
    func moved(to position: Int) -> PacketEntry {
        var moved = self
        moved.position = position
        return moved
    }

    /// What the two keys say of a packet's addresses.
    enum Sight: UInt32 {
        /// All: it is plain, and IPv4.
        case plain
        /// It has two addresses with these keys, which others may have, too.
        case keys
        /// There are more, those of a tunnel or of a packet that an ICMP error quotes, or it could not be decoded.
        case wide
    }

    var sight: Sight { Sight(rawValue: lengthOnWire >> 30) ?? .wide }
    var originalLength: Int { Int(lengthOnWire & 0x3FFF_FFFF) }
    var length: Int { Int(keptLength) }
    var linkType: LinkType { LinkType(rawValue: UInt32(linkNumber)) }

    /// What addresses are compared by first. Different addresses may have the same, but not two of IPv4.
    @inline(__always)
    static func key(_ address: IPAddress) -> UInt32 {
        let folded = address.low ^ address.high &* 0x9E37_79B9_7F4A_7C15
        return UInt32(truncatingIfNeeded: folded ^ folded >> 32)
    }

    /// That of an IPv4 address.
    @inline(__always)
    static func key(v4 bits: UInt32) -> UInt32 { key(IPAddress(v4: bits)) }
}

extension PacketRing {
    /// Puts in a plain frame.
    @inline(__always)
    mutating func append(_ frame: borrowing Frame, _ packet: PlainPacket) {
        append(
            frame, length: trim.length(of: frame.octets.count, packet), source: PacketEntry.key(v4: packet.source),
            destination: PacketEntry.key(v4: packet.destination), sight: .plain)
    }

    /// Puts in a frame that was decoded.
    mutating func append(_ frame: borrowing Frame, _ header: PacketHeader) {
        append(
            frame, length: trim.length(of: frame.octets.count, header), source: PacketEntry.key(header.source),
            destination: PacketEntry.key(header.destination),
            sight: header.tunnel != .none || header.quotedTransport != .hopByHop ? .wide : .keys)
    }

    /// Puts in a frame that could not be decoded; `header` is how far that went.
    mutating func append(unread frame: borrowing Frame, _ header: PacketHeader) {
        append(
            frame, length: trim.lengthOfUnread(frame.octets.count), source: PacketEntry.key(header.source),
            destination: PacketEntry.key(header.destination), sight: .wide)
    }
}
