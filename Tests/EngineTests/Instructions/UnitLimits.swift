import Foundation
import TestSupport

/// What a unit of each workload may take: `limits.json`.
///
/// `UPDATE_LIMITS=1` writes the file anew from what is measured; the review is the diff.
enum UnitLimits {
    /// What was measured when a limit was set, and the limit; a unit's.
    struct Entry: Codable {
        var instructions: Double
        var instructionsAtMost: Double
        var runtimeCalls: Double
        var runtimeCallsAtMost: Double
    }

    static var isUpdate: Bool { ProcessInfo.processInfo.environment["UPDATE_LIMITS"] == "1" }

    /// What reads, batches and ticks may call, for they are few among the units. A call of each unit would make 1.
    private static let callsBesideUnits = 0.02
    private static let path = "Tests/EngineTests/Instructions/limits.json"

    static func load() throws -> [String: Entry] {
        try JSONDecoder().decode([String: Entry].self, from: Data(try Repository.text(path).utf8))
    }

    /// Sets the limits of a workload: a tenth more instructions than were measured, and hardly a call of the runtime more.
    static func set(_ name: String, _ cost: UnitCost) throws {
        var limits = try load()
        let calls = cost.runtimeCalls < callsBesideUnits ? 0 : cost.runtimeCalls
        limits[name] = Entry(
            instructions: round(cost.instructions, 1), instructionsAtMost: round(cost.instructions * 1.1, 0),
            runtimeCalls: round(cost.runtimeCalls, 4), runtimeCallsAtMost: round(calls * 1.02 + callsBesideUnits, 2))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let text = String(decoding: try encoder.encode(limits), as: UTF8.self) + "\n"
        try text.write(toFile: Repository.root + "/" + path, atomically: true, encoding: .utf8)
    }

    private static func round(_ number: Double, _ digits: Int) -> Double {
        let factor = pow(10, Double(digits))
        return (number * factor).rounded() / factor
    }
}
