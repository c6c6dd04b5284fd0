import Packets

/// Segments of one connection between two endpoints with initial sequence numbers 1,000 and 9,000.
public struct Connection {
    public var client: Endpoint
    public var server: Endpoint

    public init(client: Endpoint = "198.51.100.9:40000", server: Endpoint = "10.0.0.5:80") {
        self.client = client
        self.server = server
    }

    public func syn(at seconds: Double = 0, sequence: UInt32 = 1_000) -> PacketHeader {
        .tcp(client, server, .syn, at: seconds, sequence: sequence)
    }

    public func synAck(at seconds: Double = 0) -> PacketHeader {
        .tcp(server, client, [.syn, .ack], at: seconds, sequence: 9_000, acknowledgment: 1_001)
    }

    public func handshake(at seconds: Double = 0) -> [PacketHeader] {
        [syn(at: seconds), synAck(at: seconds + 0.01), fromClient(.ack, at: seconds + 0.02)]
    }

    /// From the client; `sent` are the octets that it sent before, `received` those that it acknowledges.
    public func fromClient(
        _ flags: TCPFlags, at seconds: Double = 0, sent: UInt32 = 0, received: UInt32 = 0, payload: UInt32 = 0,
        window: UInt16 = 65_535
    ) -> PacketHeader {
        .tcp(
            client, server, flags, at: seconds, sequence: 1_001 &+ sent, acknowledgment: 9_001 &+ received,
            payload: payload, window: window)
    }

    /// From the server, likewise.
    public func fromServer(
        _ flags: TCPFlags, at seconds: Double = 0, sent: UInt32 = 0, received: UInt32 = 0, payload: UInt32 = 0
    ) -> PacketHeader {
        .tcp(
            server, client, flags, at: seconds, sequence: 9_001 &+ sent, acknowledgment: 1_001 &+ received,
            payload: payload)
    }

    /// A request of 100 octets and an answer of 500.
    public func exchange(at seconds: Double) -> [PacketHeader] {
        [
            fromClient([.ack, .psh], at: seconds, payload: 100),
            fromServer([.ack, .psh], at: seconds + 0.01, received: 100, payload: 500),
            fromClient(.ack, at: seconds + 0.02, sent: 100, received: 500),
        ]
    }

    /// Both close after `exchange`.
    public func closing(at seconds: Double) -> [PacketHeader] {
        [
            fromClient([.fin, .ack], at: seconds, sent: 100, received: 500),
            fromServer([.fin, .ack], at: seconds + 0.01, sent: 500, received: 101),
            fromClient(.ack, at: seconds + 0.02, sent: 101, received: 501),
        ]
    }
}
