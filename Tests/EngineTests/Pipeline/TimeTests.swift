import Engine
import Packets
import Testing

/// Packet time is the pipeline's only clock, whoever moves it.
@Suite struct TimeTests {
    private func scan(_ stage: inout Stage, at second: Double) {
        for port in 0..<60 {
            for frame in Traffic.refusal(.init("198.51.100.9", 40_000), .init("192.0.2.10", UInt16(1_000 + port))) {
                stage.feed(frame, at: second + Double(port) / 100)
            }
        }
    }

    @Test func anIdleLinkEndsItsSecondsByTheOwnersClock() throws {
        var stage = try Stage()
        scan(&stage, at: 10)
        #expect(stage.verdicts == [], "the second is not over")
        stage.advance(to: 10.9)
        #expect(stage.verdicts == [])
        stage.advance(to: 11)
        #expect(stage.kinds == ["port-scan"])
        let count = stage.events.count
        stage.advance(to: 11)
        stage.advance(to: 5)
        #expect(stage.events.count == count, "time that does not move brings nothing")
    }

    @Test func idleTicksAndPacketsGiveTheSameVerdicts() throws {
        var ticked = try Stage()
        scan(&ticked, at: 10)
        for tick in 0..<400 { ticked.advance(to: 10.6 + Double(tick) / 10) }
        ticked.finish()
        var waited = try Stage()
        scan(&waited, at: 10)
        waited.finish()
        #expect(ticked.verdicts == waited.verdicts && !waited.verdicts.isEmpty)
        #expect(ticked.entries == waited.entries)
    }

    @Test func yearsWithoutAPacketPassAtOnce() throws {
        var stage = try Stage()
        scan(&stage, at: 10)
        let began = ContinuousClock.now
        for year in 1...50 { scan(&stage, at: Double(year) * 31_557_600) }
        for year in 51...100 { stage.advance(to: Double(year) * 31_557_600) }
        stage.finish()
        #expect(began.duration(to: .now) < .seconds(5))
        #expect(Set(stage.verdicts.map(\.incident.id)).count == 51, "each scan is news after so long")
        #expect(stage.flows == 51 * 60)
    }

    @Test func theEndsOfTimeAreNoTrap() throws {
        for time in [Timestamp(nanoseconds: .min), Timestamp(nanoseconds: .max), Timestamp(nanoseconds: -1)] {
            var stage = try Stage()
            scan(&stage, at: 10)
            stage.pipeline.advance(to: time)
            stage.pipeline.advance(to: Timestamp(nanoseconds: .max))
            stage.finish()
            #expect(stage.flows == 60)
        }
    }

    @Test func finishingTwiceSaysNothingTwice() throws {
        var stage = try Stage()
        scan(&stage, at: 10)
        stage.finish()
        let count = stage.events.count
        #expect(count >= 62, "60 flows, a verdict, an entry")
        stage.finish()
        #expect(stage.events.count == count)
    }

    @Test func finishingAnEmptyPipelineIsNothing() throws {
        var stage = try Stage()
        stage.finish()
        #expect(stage.events.isEmpty)
        #expect(stage.pipeline.counters.first == nil && stage.pipeline.counters.packets == 0)
    }

    @Test func eachSecondWithPacketsHasItsTotals() throws {
        var stage = try Stage { $0.emitsSeconds = true }
        scan(&stage, at: 10)
        scan(&stage, at: 14)
        stage.finish()
        let seconds = stage.events.compactMap { event -> (Timestamp, UInt64)? in
            if case .second(let time, let totals) = event { (time, totals.packets) } else { nil }
        }
        #expect(seconds.map(\.0) == [Stage.time(11), Stage.time(15)])
        #expect(seconds.map(\.1) == [120, 120])
    }
}
