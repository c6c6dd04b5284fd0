/// Builds frames from the inside out: `Frames.ethernet(0x0800, Frames.ipv4(6, Frames.tcp()))`.
///
/// Lengths are right unless given; checksums are 0, for nothing here checks them.
/// Addresses and names are those kept for documentation (RFC 5737, RFC 3849, RFC 2606).
public enum Frames {
    /// 02:00:00:00:00:01, the sender's address.
    public static let senderMAC: UInt64 = 0x0200_0000_0001
    /// 02:00:00:00:00:02, the receiver's address.
    public static let receiverMAC: UInt64 = 0x0200_0000_0002

    /// An Ethernet II frame, without padding.
    public static func ethernet(
        _ type: UInt16, _ payload: [UInt8], from source: UInt64 = senderMAC, to destination: UInt64 = receiverMAC
    ) -> [UInt8] {
        mac(destination) + mac(source) + two(type) + payload
    }

    /// An IEEE 802.3 frame: a length in place of the type.
    public static func ieee8023(_ payload: [UInt8]) -> [UInt8] {
        ethernet(UInt16(payload.count), payload)
    }

    /// LLC with SNAP and an EtherType.
    public static func snap(_ type: UInt16, _ payload: [UInt8]) -> [UInt8] {
        [0xAA, 0xAA, 0x03, 0, 0, 0] + two(type) + payload
    }

    /// A VLAN tag behind its own EtherType: priority 3, the identifier, the next type.
    public static func vlan(_ identifier: UInt16, _ type: UInt16, _ payload: [UInt8]) -> [UInt8] {
        two(0x6000 | identifier) + two(type) + payload
    }

    /// A PPPoE session packet of a PPP protocol.
    public static func pppoe(_ number: UInt16, _ payload: [UInt8]) -> [UInt8] {
        [0x11, 0, 0, 1] + two(payload.count + 2) + two(number) + payload
    }

    /// A frame of Linux's "any" device, version 1.
    public static func linuxCooked(
        _ type: UInt16, _ payload: [UInt8], device: UInt16 = 1, addressLength: UInt16 = 6
    ) -> [UInt8] {
        two(0) + two(device) + two(addressLength) + mac(senderMAC) + [0, 0] + two(type) + payload
    }

    /// A frame of Linux's "any" device, version 2.
    public static func linuxCooked2(_ type: UInt16, _ payload: [UInt8], device: UInt16 = 1) -> [UInt8] {
        two(type) + [0, 0] + four(2) + two(device) + [0, 6] + mac(senderMAC) + [0, 0] + payload
    }

    /// An entry of an MPLS label stack with a time to live of 64.
    public static func mplsLabel(_ label: UInt32, isBottom: Bool) -> [UInt8] {
        four(label << 12 | (isBottom ? 0x100 : 0) | 64)
    }

    /// The six octets of an address in the low 48 bits.
    public static func mac(_ address: UInt64) -> [UInt8] {
        Array([UInt8](bigEndian: address).dropFirst(2))
    }
}
