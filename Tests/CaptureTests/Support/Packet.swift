import Capture
import Packets

/// A frame's copy, to compare with others.
struct Packet: Equatable {
    var time: Int64
    var octets: [UInt8]
    var original: Int
    var linkType: UInt32 = 1
    var interface = 0

    /// Nanoseconds, and octets that tell packets apart.
    init(time: Int64, octets: [UInt8], original: Int? = nil, linkType: UInt32 = 1, interface: Int = 0) {
        self.time = time
        self.octets = octets
        self.original = original ?? octets.count
        self.linkType = linkType
        self.interface = interface
    }

    init(_ frame: borrowing Frame) {
        time = frame.timestamp.nanoseconds
        original = frame.originalLength
        linkType = frame.linkType.rawValue
        interface = frame.interface
        octets = frame.octets.indices.map { frame.octets[$0] }
    }

    /// Three packets that differ in everything, one without octets.
    static let samples = [
        Packet(time: 1_700_000_000_000_001_000, octets: Array(1...60)),
        Packet(time: 1_699_999_999_999_999_000, octets: [], original: 1_500),
        Packet(time: 1_700_000_001_500_000_000, octets: [7, 8, 9, 10, 11], original: 64),
    ]
}
