import Packets
import TestSupport

extension Workload {
    /// The frames of a flow: what opens it, and what then follows.
    struct Conversation: Sendable {
        var opening: [[UInt8]] = []
        /// The packet of this number, 0….
        var packet: @Sendable (Int) -> [UInt8]
    }

    static let payload = [UInt8](repeating: 0x61, count: 200)

    /// A TCP connection in which both sides send in turns.
    static func connection(_ index: Int, _ encapsulate: @escaping @Sendable ([UInt8]) -> [UInt8]) -> Conversation {
        let (client, server) = ends(index, port: 443)
        return Conversation(
            opening: Traffic.exchange(client, server).prefix(3).map(encapsulate),
            packet: { number in
                let (sent, payload) = (UInt32(number / 2 * payload.count), payload)
                guard number % 2 == 1 else {
                    return encapsulate(
                        Traffic.tcp(
                            client, server, [.psh, .ack], sequence: 1_001 + sent, acknowledgment: 77_778 + sent,
                            payload: payload))
                }
                return encapsulate(
                    Traffic.tcp(
                        server, client, [.psh, .ack], sequence: 77_778 + sent,
                        acknowledgment: 1_001 + sent + UInt32(payload.count), payload: payload))
            })
    }

    /// An IPv4 frame's packet over IPv6.
    @Sendable static func overIPv6(_ frame: [UInt8]) -> [UInt8] {
        let address = { (offset: Int) in
            IPAddress(high: Frames.sender6.high, low: frame[offset..<offset + 4].reduce(0) { $0 << 8 | UInt64($1) })
        }
        let packet = Frames.ipv6(.tcp, Array(frame.dropFirst(34)), from: address(26), to: address(30))
        return Frames.ethernet(0x86DD, packet)
    }

    /// A frame between two nodes of a cluster's overlay.
    @Sendable static func overVXLAN(_ frame: [UInt8]) -> [UInt8] {
        Frames.ethernet(0x0800, Frames.ipv4(.udp, Frames.vxlan(42, frame)))
    }

    /// UDP in which both sides send in turns.
    static func datagrams(_ index: Int) -> Conversation {
        let (client, server) = ends(index, port: 5_004)
        return Conversation(packet: { number in
            number % 2 == 0
                ? Traffic.udp(client, server, payload: payload) : Traffic.udp(server, client, payload: payload)
        })
    }

    /// Questions for one name and answers in turns.
    static func questions(_ index: Int) -> Conversation {
        let (client, server) = ends(index, port: 53)
        let labels = ["www", "example", "org"]
        return Conversation(packet: { number in
            number % 2 == 0
                ? Traffic.udp(client, server, payload: Frames.dns(labels))
                : Traffic.udp(
                    server, client,
                    payload: Frames.dns(labels, flags: 0x8180, counts: [1, 1, 0, 0], records: Frames.answer))
        })
    }

    /// Frames of an EtherType that nothing decodes: the first for experiments (IEEE 802).
    static func unknownFrames(_: Int) -> Conversation {
        Conversation(packet: { _ in Frames.ethernet(0x88B5, payload) })
    }

    /// A client and a server of its own.
    private static func ends(_ index: Int, port: UInt16) -> (client: Traffic.End, server: Traffic.End) {
        let (high, low) = (index / 250, index % 250 + 1)
        return (
            Traffic.End("10.1.\(high).\(low)", UInt16(40_000 + index)), Traffic.End("10.2.\(high).\(low)", port)
        )
    }
}
