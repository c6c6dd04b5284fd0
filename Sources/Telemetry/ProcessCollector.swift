import Foundation

/// What the kernel says of this process, in the names that every Prometheus client has; from proc(5).
///
/// A value that cannot be read is left out.
public struct ProcessCollector: Sendable {
    private let ticksPerSecond: Double
    private let pageSize: Double

    public init() {
        ticksPerSecond = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
        pageSize = Double(max(1, sysconf(Int32(_SC_PAGESIZE))))
    }

    public func collect() -> [MetricSample] {
        var samples: [MetricSample] = []
        // The name of the program, in parentheses, may hold spaces and parentheses itself.
        if let stat = Self.read("/proc/self/stat"), let end = stat.lastIndex(of: ")") {
            // Field n of proc(5) is at n - 3.
            let fields = stat[stat.index(after: end)...].split(separator: " ").map { Double($0) }
            if fields.count > 21, let user = fields[11], let system = fields[12], let start = fields[19],
                let size = fields[20], let resident = fields[21]
            {
                samples.append(MetricSample(MetricNames.processCPU, (user + system) / ticksPerSecond))
                samples.append(MetricSample(MetricNames.processVirtualMemory, size))
                samples.append(MetricSample(MetricNames.processResidentMemory, resident * pageSize))
                if let boot = Self.value(after: "btime ", in: Self.read("/proc/stat")) {
                    samples.append(MetricSample(MetricNames.processStartTime, boot + start / ticksPerSecond))
                }
            }
        }
        if let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
            samples.append(MetricSample(MetricNames.processOpenFDs, Double(open)))
        }
        if let limit = Self.value(after: "Max open files", in: Self.read("/proc/self/limits")) {
            samples.append(MetricSample(MetricNames.processMaxFDs, limit))
        }
        return samples
    }

    private static func read(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

    /// The first number of the line that begins so; `unlimited` is +Inf.
    private static func value(after start: String, in text: String?) -> Double? {
        guard let line = text?.split(separator: "\n").first(where: { $0.hasPrefix(start) }),
            let word = line.dropFirst(start.count).split(separator: " ").first
        else { return nil }
        return word == "unlimited" ? .infinity : Double(word)
    }
}
