import Packets

/// Writes a pcapng of one section into memory (draft-ietf-opsawg-pcapng §4): little-endian, nanoseconds, what each packet
/// had on the wire beside what is kept of it. The same packets give the same octets.
public struct PcapngWriter {
    /// The file so far.
    public private(set) var octets: [UInt8] = []
    private let snapLength: UInt32
    /// Link types of the interfaces, by their numbers.
    private var linkTypes: [LinkType] = []

    /// Octets that a packet of `captured` octets takes, its interface apart.
    public static func length(ofPacket captured: Int) -> Int { 32 + padded(captured) }

    /// Begins a section with comments, each cut at 65,535 octets. `snapLength` is what is kept of a packet at most; 0 is no
    /// limit.
    public init(comments: [String] = [], snapLength: Int = 0) {
        self.snapLength = UInt32(clamping: snapLength)
        block(PcapngBlock.sectionHeader) { writer in
            writer.append(0x1a2b_3c4d as UInt32)
            writer.append(1 as UInt16)
            writer.append(0 as UInt16)
            writer.append(UInt64.max)
            for comment in comments { writer.option(1, Array(comment.utf8.prefix(65_535))) }
            writer.option(4, Array("Weir".utf8))
            writer.append(0 as UInt32)
        }
    }

    /// Adds a packet; the interface of its link type is described before the first of them.
    public mutating func append(_ frame: borrowing Frame) {
        append(
            frame.octets, linkType: frame.linkType, originalLength: frame.originalLength, timestamp: frame.timestamp)
    }

    /// The same of a packet that is kept in parts.
    public mutating func append(
        _ captured: Span<UInt8>, linkType: LinkType, originalLength: Int, timestamp: Timestamp
    ) {
        let interface = interface(of: linkType)
        // Instants before 1970 have no ticks; if_tsoffset would be for the whole interface.
        let ticks = UInt64(clamping: timestamp.nanoseconds)
        block(PcapngBlock.enhancedPacket) { writer in
            writer.append(UInt32(interface))
            writer.append(UInt32(truncatingIfNeeded: ticks >> 32))
            writer.append(UInt32(truncatingIfNeeded: ticks))
            writer.append(UInt32(clamping: captured.count))
            writer.append(UInt32(clamping: max(originalLength, captured.count)))
            for index in captured.indices { writer.octets.append(captured[index]) }
            writer.pad()
        }
    }

    private mutating func interface(of linkType: LinkType) -> Int {
        if let known = linkTypes.firstIndex(of: linkType) { return known }
        linkTypes.append(linkType)
        let snapLength = snapLength
        block(PcapngBlock.interfaceDescription) { writer in
            writer.append(UInt16(truncatingIfNeeded: linkType.rawValue))
            writer.append(0 as UInt16)
            writer.append(snapLength)
            // if_tsresol: 10^-9 s.
            writer.option(9, [9])
            writer.append(0 as UInt32)
        }
        return linkTypes.count - 1
    }

    private mutating func block(_ type: UInt32, _ body: (inout PcapngWriter) -> Void) {
        let start = octets.count
        append(type)
        append(0 as UInt32)
        body(&self)
        let length = UInt32(clamping: octets.count - start + PcapngBlock.tailLength)
        for place in 0..<4 { octets[start + 4 + place] = UInt8(truncatingIfNeeded: length >> UInt32(8 * place)) }
        append(length)
    }

    private mutating func option(_ code: UInt16, _ value: [UInt8]) {
        append(code)
        append(UInt16(clamping: value.count))
        octets += value
        pad()
    }

    /// Blocks and options end on a multiple of four octets.
    private mutating func pad() {
        while octets.count % 4 != 0 { octets.append(0) }
    }

    private mutating func append(_ value: some FixedWidthInteger) {
        for place in 0..<value.bitWidth / 8 { octets.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
    }

    private static func padded(_ length: Int) -> Int { (length + 3) & ~3 }
}
