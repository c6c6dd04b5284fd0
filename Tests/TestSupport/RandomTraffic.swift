import Packets

/// Packets of some hosts and ports, so that flows meet, reopen and collide; time mostly creeps and sometimes leaps or falls.
public struct RandomTraffic {
    public var random: SeededGenerator
    private var hosts: Int
    private var time: Int64 = 1_700_000_000_000_000_000

    public init(seed: UInt64, hosts: Int) {
        random = SeededGenerator(seed: seed)
        self.hosts = hosts
    }

    public var now: Timestamp { Timestamp(nanoseconds: time) }

    public mutating func next() -> PacketHeader {
        advance()
        let first = draw(hosts)
        let second = (first + 1 + draw(hosts - 1)) % UInt32(hosts)
        let source = Endpoint(IPAddress(v4: 0x0A00_0000 + first), port())
        let destination = Endpoint(IPAddress(v4: 0x0A00_0000 + second), port())
        var packet = transport(source, destination)
        packet.timestamp = random.oneIn(20) ? now.advanced(byNanoseconds: -Int64(draw(2_000_000_000))) : now
        packet.networkLength = packet.payloadLength + 40
        if random.oneIn(8) { packet.vlan = 7 }
        if random.oneIn(8) { (packet.tunnel, packet.tunnelIdentifier) = (.vxlan, 1 + draw(2)) }
        return packet
    }

    private mutating func transport(_ source: Endpoint, _ destination: Endpoint) -> PacketHeader {
        switch draw(8) {
        case 0: return .udp(source, destination, payload: draw(1_400))
        case 1: return .icmp(source, destination, type: random.oneIn(2) ? 8 : 0, payload: draw(1_400))
        default:
            let flags: [TCPFlags] = [
                .syn, .syn, [.syn, .ack], .ack, .ack, [.ack, .psh], [.ack, .fin], .fin, .rst, [.rst, .ack], [],
            ]
            return .tcp(
                source, destination, flags.randomElement(using: &random) ?? [], sequence: sequence(),
                acknowledgment: sequence(), payload: random.oneIn(2) ? 0 : 1 + draw(2))
        }
    }

    private mutating func advance() {
        switch draw(400) {
        case 0: time += 16_000_000_000
        case 1: time += random.oneIn(10) ? 1_900_000_000_000 : 121_000_000_000
        case 2..<20: time += Int64(draw(1_000_000_000))
        default: time += Int64(draw(1_000_000))
        }
    }

    /// Few numbers, at the wrap of 32 bits, so that acknowledgements often hit.
    private mutating func sequence() -> UInt32 { UInt32.max &- 1 &+ draw(5) }

    private mutating func port() -> UInt16 { [80, 53, 40_000].randomElement(using: &random) ?? 80 }

    private mutating func draw(_ below: Int) -> UInt32 { UInt32.random(in: 0..<UInt32(below), using: &random) }
}
