import Flows
import Packets
import TestSupport
import Testing

@Suite("The meter and a dictionary model, packet by packet")
struct FlowModelTests {
    @Test("agree on every flow while there is room", arguments: 1...30)
    func roomy(seed: UInt64) {
        let model = run(seed: seed, hosts: 4, capacity: 1_024, packets: 5_000)
        #expect(model.evicted == 0)
    }

    @Test("agree on what is evicted, and when", arguments: 1...30)
    func full(seed: UInt64) {
        let model = run(seed: seed, hosts: 6, capacity: 24, packets: 5_000)
        #expect(model.evicted > 100)
    }

    @Test("agree with room for one flow", arguments: 1...5)
    func single(seed: UInt64) {
        let model = run(seed: seed, hosts: 2, capacity: 1, packets: 500)
        #expect(model.evicted > 100)
    }

    @Test("agree on the active timeout", arguments: 1...10)
    func active(seed: UInt64) {
        let model = run(seed: seed, hosts: 2, capacity: 256, packets: 5_000, active: 1)
        #expect(model.ended.contains { $0.reason == .activeTimeout && !$0.began })
    }

    private func run(seed: UInt64, hosts: Int, capacity: Int, packets: Int, active: Int64 = 1_800) -> FlowModel {
        var configuration = Metering.small(capacity: capacity)
        configuration.activeTimeout = active
        let meter = Metering(configuration, secret: (seed, ~seed))
        var model = FlowModel(configuration)
        var traffic = RandomTraffic(seed: seed, hosts: hosts)
        for number in 1...packets {
            let packet = traffic.next()
            meter.feed(packet)
            model.observe(packet)
            if traffic.random.oneIn(50) {
                let touched = meter.tick(at: traffic.now)
                let keys = Set(touched.filter { $0.forward.tickPackets + $0.reverse.tickPackets > 0 }.map(\.modelKey))
                #expect(keys == model.tick(), "packet \(number)")
                model.expire(at: traffic.now.nanoseconds)
            }
            guard agree(meter, model, at: number) else { return model }
        }
        meter.end()
        model.endAll()
        _ = agree(meter, model, at: packets + 1)
        #expect(meter.liveFlows == 0 && meter.ended.count == model.begun)
        return model
    }

    private func agree(_ meter: Metering, _ model: FlowModel, at number: Int) -> Bool {
        let counts = [meter.ended.count, meter.liveFlows, Int(meter.statistics.flows), Int(meter.statistics.evicted)]
        let expected = [model.ended.count, model.flows.count, model.begun, model.evicted]
        let isLastEqual = meter.ended.last.map(FlowSummary.init) == model.ended.last
        guard counts != expected || !isLastEqual || number.isMultiple(of: 1_000) else { return true }
        let flows = meter.ended.map(FlowSummary.init)
        let difference = zip(flows, model.ended).first { $0 != $1 }
        let areEqual = counts == expected && difference == nil && Int(meter.observed.latePackets) == model.late
        #expect(areEqual, "packet \(number): \(counts), model \(expected), \(String(describing: difference))")
        return areEqual
    }
}

extension FlowRecord {
    fileprivate var modelKey: FlowModel.Key {
        FlowModel.Key(
            ends: [Endpoint(initiator, initiatorPort), Endpoint(responder, responderPort)],
            transport: key.transport.rawValue, vlan: key.vlan,
            tunnel: key.tunnel.rawValue)
    }
}
