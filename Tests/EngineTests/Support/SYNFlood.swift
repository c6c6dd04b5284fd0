import Foundation
import TestSupport

/// A pcap of SYNs to one server, each from a source address and port of its own, 50,000 a second; the same at every call.
struct SYNFlood {
    static let victim = "192.0.2.2"
    private let packets: Int
    private var sent = 0
    private var random = UInt64(0x9E37_79B9_7F4A_7C15)
    private var seen: Set<UInt64> = []
    private static let chunk = 10_000
    /// Where the source address and the source port of the frame lie in a record of 16 octets of header and the frame.
    private static let address = 16 + 14 + 12
    private static let port = 16 + 14 + 20

    init(packets: Int) {
        self.packets = packets
        seen.reserveCapacity(packets)
    }

    /// The next octets of the file; nil at its end.
    mutating func next() -> Data? {
        guard sent < packets else { return nil }
        var pcap = Pcap()
        let header = sent == 0 ? 0 : pcap.octets.count
        let frame = Frames.ethernet(0x0800, Frames.ipv4(.tcp, Frames.tcp([.syn], payload: [])))
        var octets: [UInt8] = []
        octets.reserveCapacity((16 + frame.count) * Self.chunk + 24)
        octets += pcap.octets.dropFirst(header)
        pcap.add(frame, microseconds: 0)
        let record = Array(pcap.octets.dropFirst(24))
        for _ in 0..<min(Self.chunk, packets - sent) {
            let start = octets.count
            octets += record
            let time = 1_700_000_000_000_000 + sent * 20
            Self.store(UInt64(time / 1_000_000).byteSwapped >> 32, 4, in: &octets, at: start)
            Self.store(UInt64(time % 1_000_000).byteSwapped >> 32, 4, in: &octets, at: start + 4)
            let source = draw()
            Self.store(source >> 16, 4, in: &octets, at: start + Self.address)
            Self.store(source & 0xffff, 2, in: &octets, at: start + Self.port)
            sent += 1
        }
        return Data(octets)
    }

    /// An address of 1.0.0.0 to 223.255.255.255, in the bits above 16, and a port.
    private mutating func draw() -> UInt64 {
        while true {
            // xorshift64*, Vigna 2016.
            random ^= random >> 12
            random ^= random << 25
            random ^= random >> 27
            let value = (random &* 0x2545_F491_4F6C_DD1D) >> 16
            let first = value >> 40
            if first >= 1, first < 224, first != 127, seen.insert(value).inserted { return value }
        }
    }

    /// The lowest octets of a number, the highest of them first.
    private static func store(_ number: UInt64, _ count: Int, in octets: inout [UInt8], at place: Int) {
        for index in 0..<count {
            octets[place + index] = UInt8(truncatingIfNeeded: number >> UInt64(8 * (count - 1 - index)))
        }
    }
}
