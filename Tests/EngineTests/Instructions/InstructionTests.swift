import Foundation
import TestSupport
import Testing

/// What a packet takes, in instructions and in calls of the runtime, against the limits in `limits.json`.
///
/// Each workload is two captures that differ in one thing, mostly in packets of the same flows in the same seconds, so that
/// the program's start, its ticks and its tables fall away. What remains shows that a packet of a known flow calls nothing:
/// no allocation, no reference count, no exclusivity check, no witness.
@Suite(.serialized) struct InstructionTests {
    @Test(arguments: Workload.all) func unitStaysWithinItsLimits(_ workload: Workload) throws {
        let callgrind = try Callgrind()
        let smaller = try callgrind.analyze(workload.capture(false))
        let greater = try callgrind.analyze(workload.capture(true))
        try requireDifference(of: workload, smaller.lines, greater.lines)
        let cost = UnitCost(of: workload, smaller: smaller.profile, greater: greater.profile)
        if UnitLimits.isUpdate { return try UnitLimits.set(workload.name, cost) }

        let limit = try #require(try UnitLimits.load()[workload.name], "no limit; \(Self.advice)")
        #expect(
            cost.instructions <= limit.instructionsAtMost,
            """
            \(workload) takes \(cost.instructions) instructions a \(workload.unit); \(limit.instructions) when the limit was set
            \(cost.report)
            \(Self.advice)
            """)
        #expect(
            cost.runtimeCalls <= limit.runtimeCallsAtMost,
            """
            \(workload) makes \(cost.runtimeCalls) calls of the runtime a \(workload.unit); \(limit.runtimeCalls) when the \
            limit was set
            \(cost.report)
            \(Self.advice)
            """)
    }

    @Test func limitsAreThoseOfTheWorkloads() throws {
        #expect(try UnitLimits.load().keys.sorted() == Workload.all.map(\.name).sorted())
    }

    private static let advice = """
        where that is meant: UPDATE_LIMITS=1 swift test -c release --disable-testable-imports --filter InstructionTests, \
        and review the diff of limits.json
        """

    /// The captures differ in what they are to differ in, and say the same.
    private func requireDifference(of workload: Workload, _ smaller: [String], _ greater: [String]) throws {
        let less = try JSONText.object(try #require(smaller.last))
        let more = try JSONText.object(try #require(greater.last))
        let packets = { (summary: [String: Any]) in summary["packets"] as? Int ?? 0 }
        try #require(packets(more) - packets(less) == workload.packets)
        try #require(more["verdicts"] as? Int == less["verdicts"] as? Int)
    }
}
