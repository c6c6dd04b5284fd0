/// Block types and fixed lengths of pcapng (draft-ietf-opsawg-pcapng §4).
enum PcapngBlock {
    /// The same octets in both byte orders.
    static let sectionHeader: UInt32 = 0x0a0d_0d0a
    static let interfaceDescription: UInt32 = 1
    /// Obsolete since 2009, still written by old programs.
    static let packet: UInt32 = 2
    static let simplePacket: UInt32 = 3
    static let enhancedPacket: UInt32 = 6

    /// Type and total length, before the body.
    static let headLength = 8
    /// The total length again, after the body.
    static let tailLength = 4

    /// The total length of the shortest block of `type`: its fields, without options and packet.
    static func minimumLength(_ type: UInt32) -> Int {
        switch type {
        case sectionHeader: 28
        case interfaceDescription: 20
        case packet, enhancedPacket: 32
        case simplePacket: 16
        default: headLength + tailLength
        }
    }
}
