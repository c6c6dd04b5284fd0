import Packets
import TestSupport

/// Frames of conversations, with the sequence numbers that tell whether a host has seen the other's.
enum Traffic {
    /// One side of a TCP connection: an address and a port.
    struct End {
        var address: IPAddress
        var port: UInt16

        init(_ address: String, _ port: UInt16) {
            self.address = IPAddress(address) ?? .unspecified
            self.port = port
        }
    }

    static func tcp(
        _ source: End, _ destination: End, _ flags: TCPFlags, sequence: UInt32, acknowledgment: UInt32 = 0,
        payload: [UInt8] = []
    ) -> [UInt8] {
        var segment = Frames.tcp(flags, from: source.port, to: destination.port, payload: payload)
        segment.replaceSubrange(4..<12, with: [UInt8](bigEndian: sequence) + [UInt8](bigEndian: acknowledgment))
        return Frames.ethernet(0x0800, Frames.ipv4(.tcp, segment, from: source.address, to: destination.address))
    }

    /// A SYN to a closed port and its RST.
    static func refusal(_ source: End, _ destination: End) -> [[UInt8]] {
        [
            tcp(source, destination, [.syn], sequence: 1_000),
            tcp(destination, source, [.rst, .ack], sequence: 0, acknowledgment: 1_001),
        ]
    }

    /// A handshake whose initiator has seen the responder's number, then an exchange of `payload` and the end.
    static func exchange(_ source: End, _ destination: End, payload: [UInt8] = Array("hello".utf8)) -> [[UInt8]] {
        let sent = UInt32(payload.count)
        return [
            tcp(source, destination, [.syn], sequence: 1_000),
            tcp(destination, source, [.syn, .ack], sequence: 77_777, acknowledgment: 1_001),
            tcp(source, destination, [.ack], sequence: 1_001, acknowledgment: 77_778),
            tcp(source, destination, [.psh, .ack], sequence: 1_001, acknowledgment: 77_778, payload: payload),
            tcp(destination, source, [.psh, .ack], sequence: 77_778, acknowledgment: 1_001 + sent, payload: payload),
            tcp(source, destination, [.fin, .ack], sequence: 1_001 + sent, acknowledgment: 77_778 + sent),
            tcp(destination, source, [.fin, .ack], sequence: 77_778 + sent, acknowledgment: 1_002 + sent),
            tcp(source, destination, [.ack], sequence: 1_002 + sent, acknowledgment: 77_779 + sent),
        ]
    }

    /// A handshake on an open port that the initiator resets at once, as a connect scan does.
    static func opening(_ source: End, _ destination: End) -> [[UInt8]] {
        exchange(source, destination).prefix(3)
            + [tcp(source, destination, [.rst, .ack], sequence: 1_001, acknowledgment: 77_778)]
    }

    /// A datagram.
    static func udp(_ source: End, _ destination: End, payload: [UInt8]) -> [UInt8] {
        Frames.ethernet(
            0x0800,
            Frames.ipv4(
                .udp, Frames.udp(from: source.port, to: destination.port, payload: payload), from: source.address,
                to: destination.address))
    }

    /// An ARP reply in which `mac` says that it has `claimed`, told to `target`.
    static func arpReply(_ claimed: String, at mac: UInt64, to target: String, targetMAC: UInt64) -> [UInt8] {
        let address = { (text: String) in [UInt8](bigEndian: (IPAddress(text) ?? .unspecified).v4Bits) }
        let body: [UInt8] = [0, 1, 8, 0, 6, 4, 0, 2]
        return Frames.ethernet(
            0x0806, body + Frames.mac(mac) + address(claimed) + Frames.mac(targetMAC) + address(target), from: mac,
            to: targetMAC)
    }
}
