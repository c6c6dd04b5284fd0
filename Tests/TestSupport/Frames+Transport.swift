import Packets

extension Frames {
    /// A TCP segment; `headerLength` is what its field says.
    public static func tcp(
        _ flags: TCPFlags = [.psh, .ack], from source: UInt16 = 49_152, to destination: UInt16 = 80,
        options: [UInt8] = [], headerLength: Int? = nil, payload: [UInt8] = Array("hello".utf8)
    ) -> [UInt8] {
        two(source) + two(destination) + four(0x0102_0304) + four(0x0506_0708)
            + [UInt8((headerLength ?? 20 + options.count) / 4) << 4, flags.rawValue] + two(8192)
            + [0, 0, 0, 0] + options + payload
    }

    /// A UDP datagram; `length` is what its field says.
    public static func udp(
        from source: UInt16 = 49_152, to destination: UInt16 = 9, length: Int? = nil,
        payload: [UInt8] = Array("hello".utf8)
    ) -> [UInt8] {
        two(source) + two(destination) + two(length ?? 8 + payload.count) + [0, 0] + payload
    }

    /// An SCTP packet with an INIT chunk's first octets.
    public static func sctp(from source: UInt16 = 5000, to destination: UInt16 = 2905) -> [UInt8] {
        two(source) + two(destination) + four(0) + four(0) + [1, 0, 0, 20] + [UInt8](repeating: 0, count: 16)
    }

    /// A message of ICMP or ICMPv6: type, code, the second word, and what follows.
    public static func icmp(_ type: UInt8, _ code: UInt8 = 0, word: UInt32 = 0, _ payload: [UInt8] = []) -> [UInt8] {
        [type, code, 0, 0] + four(word) + payload
    }

    /// A GRE header of version 0, with those optional words that are given, and what it carries.
    public static func gre(
        _ type: UInt16, _ payload: [UInt8], checksum: Bool = false, key: UInt32? = nil, sequence: UInt32? = nil
    ) -> [UInt8] {
        let flags: UInt8 = (checksum ? 0x80 : 0) | (key == nil ? 0 : 0x20) | (sequence == nil ? 0 : 0x10)
        return [flags, 0] + two(type) + (checksum ? [0, 0, 0, 0] : []) + (key.map(four) ?? [])
            + (sequence.map(four) ?? []) + payload
    }

    /// A VXLAN header and the frame it carries, as a UDP datagram.
    public static func vxlan(_ identifier: UInt32, _ frame: [UInt8], port: UInt16 = 4789, flags: UInt8 = 0x08)
        -> [UInt8]
    {
        udp(to: port, payload: [flags, 0, 0, 0] + four(identifier << 8) + frame)
    }

    /// A Geneve header and what it carries, as a UDP datagram.
    public static func geneve(
        _ identifier: UInt32, _ type: UInt16, _ payload: [UInt8], options: [UInt8] = [], version: UInt8 = 0
    ) -> [UInt8] {
        udp(
            to: 6081,
            payload: [version << 6 | UInt8(options.count / 4), 0] + two(type) + four(identifier << 8) + options
                + payload)
    }
}
