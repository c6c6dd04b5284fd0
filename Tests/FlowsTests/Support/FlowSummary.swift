import Flows
import Packets
import TestSupport

/// What model and meter must agree on about a flow that ended.
struct FlowSummary: Equatable, CustomStringConvertible {
    var initiator: Endpoint
    var responder: Endpoint
    var transport: UInt8
    var vlan: UInt16
    var tunnelIdentifier: UInt32
    var start: Int64
    var end: Int64
    var forward: FlowModel.Traffic
    var reverse: FlowModel.Traffic
    var retransmissions: Int
    var reason: FlowEndReason
    var began: Bool
    var unsolicited: Bool
    var answered: Bool
    var established: Bool
    var initiatorProven: Bool
    var responderProven: Bool

    init(_ flow: FlowReport) { self.init(flow.record, flow.reason ?? .forcedEnd) }

    init(_ record: FlowRecord, _ reason: FlowEndReason) {
        initiator = Endpoint(record.initiator, record.initiatorPort)
        responder = Endpoint(record.responder, record.responderPort)
        transport = record.key.transport.rawValue
        vlan = record.key.vlan
        tunnelIdentifier = record.tunnelIdentifier
        (start, end) = (record.start.nanoseconds, record.end.nanoseconds)
        forward = FlowModel.Traffic(record.forward, record.forwardFlags)
        reverse = FlowModel.Traffic(record.reverse, record.reverseFlags)
        retransmissions = Int(record.retransmissions)
        self.reason = reason
        began = record.events.contains(.began)
        unsolicited = record.events.contains(.unsolicited)
        answered = record.events.contains(.answered)
        established = record.events.contains(.established)
        initiatorProven = record.events.contains(.initiatorProven)
        responderProven = record.events.contains(.responderProven)
    }

    init(_ flow: FlowModel.Flow, _ key: FlowModel.Key, _ reason: FlowEndReason) {
        (initiator, responder) = (flow.initiator, flow.responder)
        transport = key.transport
        vlan = key.vlan
        tunnelIdentifier = flow.tunnelIdentifier
        (start, end) = (flow.start, flow.end)
        (forward, reverse) = (flow.forward, flow.reverse)
        retransmissions = flow.tcp?.retransmissions ?? 0
        self.reason = reason
        began = !flow.isContinuation
        unsolicited = flow.isAnswer && !flow.isContinuation
        answered = flow.reverse.packets > 0
        established = flow.tcp?.completedHandshake ?? false
        initiatorProven = flow.tcp?.proven[0] ?? false
        responderProven = flow.tcp?.proven[1] ?? flow.exchangeProvesResponder
    }

    private var flags: [Bool] {
        [began, unsolicited, answered, established, initiatorProven, responderProven]
    }

    var description: String {
        "\(initiator) > \(responder) \(transport) \(start)…\(end) \(forward) \(reverse) \(reason) \(retransmissions) \(flags)"
    }
}

extension FlowModel.Traffic {
    init(_ counters: DirectionCounters, _ flags: TCPFlags) {
        self.init(
            packets: Int(counters.packets), octets: Int(counters.octets), payload: Int(counters.payloadOctets),
            flags: flags.rawValue)
    }
}
