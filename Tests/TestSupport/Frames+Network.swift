import Packets

extension Frames {
    /// 192.0.2.1, the sender's address.
    public static let sender = IPAddress(v4: 0xC000_0201)
    /// 192.0.2.2, the receiver's address.
    public static let receiver = IPAddress(v4: 0xC000_0202)
    /// 2001:db8::1, the sender's address.
    public static let sender6 = IPAddress(high: 0x2001_0DB8_0000_0000, low: 1)
    /// 2001:db8::2, the receiver's address.
    public static let receiver6 = IPAddress(high: 0x2001_0DB8_0000_0000, low: 2)

    /// An ARP packet of Ethernet and IPv4.
    public static func arp(
        operation: UInt16 = 1, hardware: UInt16 = 1, type: UInt16 = 0x0800, lengths: [UInt8] = [6, 4]
    ) -> [UInt8] {
        two(hardware) + two(type) + lengths + two(operation)
            + mac(senderMAC) + four(sender.v4Bits) + mac(receiverMAC) + four(receiver.v4Bits)
    }

    /// An IPv4 packet; `flagsAndOffset` is the word of the fragment flags and the offset in units of 8 octets.
    public static func ipv4(
        _ number: IPProtocol, _ payload: [UInt8], from source: IPAddress = sender, to destination: IPAddress = receiver,
        options: [UInt8] = [], totalLength: Int? = nil, identification: UInt16 = 0x1234, flagsAndOffset: UInt16 = 0x4000
    ) -> [UInt8] {
        let headerLength = 20 + options.count
        return [0x40 | UInt8(headerLength / 4), 0] + two(totalLength ?? headerLength + payload.count)
            + two(identification) + two(flagsAndOffset) + [64, number.rawValue, 0, 0]
            + four(source.v4Bits) + four(destination.v4Bits) + options + payload
    }

    /// An IPv6 packet.
    public static func ipv6(
        _ nextHeader: IPProtocol, _ payload: [UInt8], from source: IPAddress = sender6,
        to destination: IPAddress = receiver6, payloadLength: Int? = nil
    ) -> [UInt8] {
        four(0x6000_0000) + two(payloadLength ?? payload.count) + [nextHeader.rawValue, 63]
            + [UInt8](bigEndian: source.high) + [UInt8](bigEndian: source.low)
            + [UInt8](bigEndian: destination.high) + [UInt8](bigEndian: destination.low) + payload
    }

    /// An IPv6 extension header of padding: hop-by-hop, routing or destination options, in units of 8 octets.
    public static func `extension`(_ nextHeader: IPProtocol, units: Int = 1) -> [UInt8] {
        [nextHeader.rawValue, UInt8(units - 1), 1, UInt8(units * 8 - 4)] + [UInt8](repeating: 0, count: units * 8 - 4)
    }

    /// An IPv6 authentication header with 12 octets of integrity check.
    public static func authentication(_ nextHeader: IPProtocol) -> [UInt8] {
        [nextHeader.rawValue, 4, 0, 0] + four(0x100) + four(1) + [UInt8](repeating: 0xAB, count: 12)
    }

    /// An IPv6 fragment header; the offset is in octets.
    public static func fragment(
        _ nextHeader: IPProtocol, offset: UInt16, more: Bool, identification: UInt32 = 0xDEAD_BEEF
    ) -> [UInt8] {
        [nextHeader.rawValue, 0] + two(offset | (more ? 1 : 0)) + four(identification)
    }
}
