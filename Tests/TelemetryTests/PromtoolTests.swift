import Foundation
import Metrics
import Telemetry
import Testing

@Suite("promtool")
struct PromtoolTests {
    @Test("finds nothing to object to in a whole scrape")
    func clean() throws {
        let registry = PrometheusRegistry()
        registry.register(collector: ProcessCollector().collect)
        for metric in MetricNames.all where metric != MetricNames.metricsRefused && !metric.name.hasPrefix("process_") {
            let dimensions = metric.labels.map { ($0, "a \"b\" \\ \n é") }
            switch metric.type {
            case .counter: Counter(label: metric.name, dimensions: dimensions, factory: registry).increment(by: 3)
            case .gauge: Meter(label: metric.name, dimensions: dimensions, factory: registry).set(0.5)
            case .histogram:
                Metrics.Timer(label: metric.name, dimensions: dimensions, factory: registry).recordMilliseconds(7)
            }
        }
        Counter(label: "hb.requests", dimensions: [("hb.uri", "/")], factory: registry).increment()
        Recorder(label: "sizes", factory: registry).record(Double.nan)
        let text = registry.text()
        for metric in MetricNames.all { #expect(text.contains("# TYPE \(metric.name) \(metric.type.rawValue)\n")) }
        let outcome = try Self.check(text)
        #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome.output)")
    }

    @Test("would object")
    func objects() throws {
        #expect(try Self.check("# TYPE things counter\nthings 1\n").status == 3)
        #expect(try Self.check("m{a=\"b} 1\n").status != 0)
    }

    @Test("all declared names are unlike, and counters alone end in _total")
    func names() {
        #expect(Set(MetricNames.all.map(\.name)).count == MetricNames.all.count)
        for metric in MetricNames.all {
            #expect((metric.type == .counter) == metric.name.hasSuffix("_total"), "\(metric.name)")
            #expect(metric.help.hasSuffix("."))
            #expect(metric.buckets == metric.buckets.sorted() && metric.buckets.isEmpty == (metric.type != .histogram))
        }
    }

    private static func check(_ text: String) throws -> (status: Int32, output: String) {
        // The installer of the tests may put it beside what was built.
        let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let folders =
            [root + "/.build/tools"]
            + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":").map(String.init)
        let path = try #require(
            folders.map { $0 + "/promtool" }.first(where: FileManager.default.isExecutableFile),
            "promtool is missing: run `scripts/install tests` first")
        let folder = URL(fileURLWithPath: "/tmp/weir-telemetry-test-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appendingPathComponent("input")
        let output = folder.appendingPathComponent("output")
        try text.write(to: input, atomically: false, encoding: .utf8)
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["check", "metrics"]
        process.standardInput = try FileHandle(forReadingFrom: input)
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: try Data(contentsOf: output), as: UTF8.self))
    }
}
