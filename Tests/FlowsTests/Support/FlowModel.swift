import Flows
import Packets
import TestSupport

/// The flow meter once more: a dictionary and three arrays, no slots, no hashes, no lists in place.
struct FlowModel {
    struct Key: Hashable {
        var ends: Set<Endpoint>
        var transport: UInt8
        var vlan: UInt16
        var tunnel: UInt8
    }

    struct Flow {
        var initiator: Endpoint
        var responder: Endpoint
        var start: Int64
        var end: Int64
        var forward = Traffic()
        var reverse = Traffic()
        var isAnswer: Bool
        var isContinuation: Bool
        var isTouched = true
        var flowClass = 0
        var tunnelIdentifier: UInt32
        var tcp: TCPModel?
        /// The responder answered a question that had been seen.
        var exchangeProvesResponder = false

        /// 0 opening, 1 proven, 2 closed.
        var currentClass: Int {
            if let tcp, tcp.isOver { return 2 }
            if let tcp, tcp.state == .synSent || tcp.state == .synReceived { return 0 }
            return forward.packets > 0 && reverse.packets > 0 ? 1 : 0
        }
    }

    struct Traffic: Equatable {
        var packets = 0
        var octets = 0
        var payload = 0
        var flags: UInt8 = 0
    }

    var capacity: Int
    var idle: Int64
    var closed: Int64
    var active: Int64
    private(set) var flows: [Key: Flow] = [:]
    private(set) var order: [[Key]] = [[], [], []]
    private(set) var ended: [FlowSummary] = []
    private(set) var begun = 0
    private(set) var evicted = 0
    private(set) var late = 0
    private(set) var clock = Int64.min

    init(_ configuration: FlowMeter.Configuration) {
        capacity = configuration.capacity
        idle = configuration.idleTimeout * 1_000_000_000
        closed = min(configuration.idleTimeout, configuration.closedTimeout) * 1_000_000_000
        active = configuration.activeTimeout * 1_000_000_000
    }

    mutating func observe(_ packet: PacketHeader) {
        if packet.timestamp.nanoseconds < clock { late += 1 }
        clock = max(clock, packet.timestamp.nanoseconds)
        let key = Self.key(packet)
        var heir: Endpoint?
        if let flow = flows[key], let reason = reasonToEnd(flow, packet) {
            if reason == .activeTimeout { heir = flow.initiator }
            end(key, reason)
        }
        if flows[key] == nil { begin(key, packet, heir: heir) }
        update(key, packet)
    }

    private func reasonToEnd(_ flow: Flow, _ packet: PacketHeader) -> FlowEndReason? {
        if isSilent(flow, at: clock) { return flow.tcp?.isOver == true ? .endOfFlow : .idleTimeout }
        if flow.tcp?.isReopened(by: packet) == true { return .endOfFlow }
        return clock - flow.start > active ? .activeTimeout : nil
    }

    private func isSilent(_ flow: Flow, at now: Int64) -> Bool {
        now - flow.end > (flow.tcp?.isOver == true ? closed : idle)
    }

    private mutating func begin(_ key: Key, _ packet: PacketHeader, heir: Endpoint?) {
        if flows.count == capacity { evict() }
        let (sender, receiver) = Self.ends(packet)
        let isAnswer = Self.isAnswer(packet)
        let initiator = heir ?? (isAnswer ? receiver : sender)
        flows[key] = Flow(
            initiator: initiator, responder: initiator == sender ? receiver : sender, start: clock, end: clock,
            isAnswer: isAnswer, isContinuation: heir != nil,
            tunnelIdentifier: packet.tunnelIdentifier, tcp: packet.transport == .tcp ? TCPModel(first: packet) : nil)
        order[0].append(key)
        begun += 1
    }

    private mutating func update(_ key: Key, _ packet: PacketHeader) {
        guard var flow = flows[key] else { return }
        let isForward = Self.ends(packet).0 == flow.initiator
        let otherWasSeen = (isForward ? flow.reverse : flow.forward).packets > 0
        flow.tcp?.take(packet, from: isForward ? 0 : 1, bothWereSeen: otherWasSeen)
        if !isForward, flow.forward.packets > 0, !flow.isAnswer || flow.isContinuation {
            flow.exchangeProvesResponder = true
        }
        let path = isForward ? \Flow.forward : \Flow.reverse
        flow[keyPath: path].packets += 1
        flow[keyPath: path].octets += Int(packet.networkLength)
        flow[keyPath: path].payload += Int(packet.payloadLength)
        flow[keyPath: path].flags |= packet.tcpFlags.rawValue
        flow.end = clock
        let isFirst = flow.forward.packets + flow.reverse.packets == 1
        let now = flow.currentClass
        if !flow.isTouched || isFirst || now != flow.flowClass {
            order[flow.flowClass].removeAll { $0 == key }
            order[now].append(key)
        }
        flow.flowClass = now
        flow.isTouched = true
        flows[key] = flow
    }

    private mutating func evict() {
        let quiet = order[2].prefix(1).filter { key in flows[key].map { clock - $0.end >= 1_000_000_000 } ?? false }
        guard let victim = quiet.first ?? order.joined().first else { return }
        evicted += 1
        end(victim, .lackOfResources)
    }

    private mutating func end(_ key: Key, _ reason: FlowEndReason) {
        guard let flow = flows.removeValue(forKey: key) else { return }
        order[flow.flowClass].removeAll { $0 == key }
        ended.append(FlowSummary(flow, key, reason))
    }

    /// Ends the tick: the flows touched in it.
    mutating func tick() -> Set<Key> {
        let touched = flows.filter(\.value.isTouched).map(\.key)
        for key in touched { flows[key]?.isTouched = false }
        return Set(touched)
    }

    mutating func expire(at now: Int64) {
        for flowClass in 0..<3 {
            while let key = order[flowClass].first, let flow = flows[key], isSilent(flow, at: now) {
                end(key, flow.tcp?.isOver == true ? .endOfFlow : .idleTimeout)
            }
        }
    }

    mutating func endAll() {
        for key in order.joined() { end(key, flows[key]?.tcp?.isOver == true ? .endOfFlow : .forcedEnd) }
    }
}

// MARK: - What a packet is

extension FlowModel {
    static func key(_ packet: PacketHeader) -> Key {
        let (sender, receiver) = ends(packet)
        return Key(
            ends: [sender, receiver], transport: packet.transport.rawValue, vlan: packet.vlan,
            tunnel: packet.tunnel.rawValue)
    }

    /// Sender and receiver; echo has the type of the request as its port.
    private static func ends(_ packet: PacketHeader) -> (Endpoint, Endpoint) {
        if packet.transport == .icmp {
            let type = packet.sourcePort == 0 ? 8 : packet.sourcePort
            return (Endpoint(packet.source, type), Endpoint(packet.destination, type))
        }
        return (Endpoint(packet.source, packet.sourcePort), Endpoint(packet.destination, packet.destinationPort))
    }

    private static func isAnswer(_ packet: PacketHeader) -> Bool {
        let isFromService = packet.sourcePort < 1_024 && packet.destinationPort >= 1_024
        switch packet.transport {
        case .tcp:
            if packet.tcpFlags.contains(.rst) || packet.tcpFlags.isSuperset(of: [.syn, .ack]) { return true }
            return packet.tcpFlags.contains(.ack) && isFromService
        // DNS is a reflector's service, which answers at whatever port.
        case .udp: return isFromService || (packet.sourcePort == 53 && packet.destinationPort != 53)
        case .icmp: return packet.sourcePort == 0
        default: return false
        }
    }
}
