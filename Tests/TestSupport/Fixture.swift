import Packets

/// A frame for tests: its octets and what the capture's record says of it.
public struct Fixture: Sendable, CustomStringConvertible {
    /// A name for reports and for the fuzzer's corpus; unique.
    public var name: String
    public var linkType: LinkType
    /// What was captured.
    public var octets: [UInt8]
    /// Octets on the wire.
    public var originalLength: Int

    /// A frame from its octets; whole unless `originalLength` says more.
    public init(_ name: String, _ linkType: LinkType, originalLength: Int? = nil, _ octets: [UInt8]) {
        self.name = name
        self.linkType = linkType
        self.octets = octets
        self.originalLength = originalLength ?? octets.count
    }

    /// An Ethernet frame from its octets.
    public init(_ name: String, originalLength: Int? = nil, _ octets: [UInt8]) {
        self.init(name, .ethernet, originalLength: originalLength, octets)
    }

    /// A frame from a hexadecimal dump.
    public init(_ name: String, _ linkType: LinkType, originalLength: Int? = nil, hex: String) {
        self.init(name, linkType, originalLength: originalLength, [UInt8](hex: hex))
    }

    /// What the decoder makes of it.
    public func decoded() throws(DecodeError) -> PacketHeader {
        var header = PacketHeader()
        try PacketDecoder.decode(
            octets.span, linkType: linkType, originalLength: originalLength, timestamp: Timestamp(nanoseconds: 0),
            into: &header)
        return header
    }

    /// The same frame as a snap length of `count` octets captures it.
    public func cut(to count: Int) -> Fixture {
        Fixture("\(name), \(count) octets", linkType, originalLength: originalLength, Array(octets.prefix(count)))
    }

    /// The name.
    public var description: String { name }
}
