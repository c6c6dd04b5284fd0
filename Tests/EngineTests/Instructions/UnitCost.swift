import Foundation
import TestSupport

/// What one unit of a workload takes.
struct UnitCost {
    private let units: Int
    private let difference: CallgrindProfile

    init(of workload: Workload, smaller: CallgrindProfile, greater: CallgrindProfile) {
        units = workload.units
        difference = greater.subtracting(smaller)
    }

    /// Instructions a unit.
    var instructions: Double { Double(difference.total) / Double(units) }

    /// Calls a unit of the allocator, of Swift's runtime, of anything else in a library, and of witnesses.
    var runtimeCalls: Double { Double(runtime.values.reduce(0, +)) / Double(units) }

    /// By function, how often the program called what the path of a packet must not need.
    ///
    /// Allocation, reference counts, exclusivity checks, copies of large values (`memcpy`) and look-ups of conformances lie in
    /// libraries, and calls within these are theirs. Witnesses and accessors lie in the program.
    private var runtime: [CallgrindProfile.Function: Int] {
        var counts: [CallgrindProfile.Function: Int] = [:]
        for (call, count) in difference.calls where call.caller == Callgrind.object {
            if call.callee.object != Callgrind.object || Self.isOfRuntime(call.callee.name) {
                counts[call.callee, default: 0] += count
            }
        }
        return counts.filter { $0.value > 0 }
    }

    /// Whether a function of the program stands in for the runtime, told by how its mangled name ends (Swift's
    /// `docs/ABI/Mangling.rst`): protocol witnesses, accessors of witness tables, of metadata and of globals, and what copies
    /// and destroys values of a type that is not known.
    private static func isOfRuntime(_ name: String) -> Bool {
        let ends = ["TW", "Wl", "WL", "Ma", "vau", "wxx", "wcp", "wca", "wtk", "wta", "wst", "wet"]
        return name.hasPrefix("swift_") || name.hasPrefix("__swift_")
            || name.hasPrefix("$s") && ends.contains { name.hasSuffix($0) }
    }

    /// Where the instructions go, the most first, and each call of the runtime; a unit's.
    var report: String {
        let most = difference.instructions.sorted { $0.value > $1.value }.prefix(12)
        let calls = runtime.sorted { $0.value > $1.value }.prefix(12)
        var lines = ["instructions a unit, of functions themselves:"]
        lines += most.map { line($0.key, $0.value) }
        if !calls.isEmpty { lines += ["calls of the runtime a unit:"] + calls.map { line($0.key, $0.value) } }
        return Self.demangled(lines.joined(separator: "\n"))
    }

    private func line(_ function: CallgrindProfile.Function, _ count: Int) -> String {
        let number = String(format: "%12.4f", Double(count) / Double(units))
        return "\(number)  \(function.object): \(function.name)"
    }

    private static func demangled(_ text: String) -> String {
        let command = ["/usr/bin/env", "swift", "demangle", "--compact", "--simplified"]
        guard let outcome = try? Program.execute(command, input: Array(text.utf8)), outcome.status == 0 else {
            return text
        }
        return outcome.output
    }
}
