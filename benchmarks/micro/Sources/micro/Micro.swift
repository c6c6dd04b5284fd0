import Foundation

/// Measures the parts of Weir by themselves, each beside nothing else: CPU time for each item, as lines of JSON.
@main struct Micro {
    static let benchmarks: [Benchmark] = [
        .decode, .table, .windowsFold, .windowsClose, .scoring, .storeVerdicts, .storeSummaries,
    ]

    static func main() {
        do {
            let options = try Options(CommandLine.arguments.dropFirst())
            let chosen = benchmarks.filter { benchmark in
                options.chosen.isEmpty || options.chosen.contains { benchmark.name.hasPrefix($0) }
            }
            if chosen.isEmpty {
                throw UsageError(reason: "there is only " + benchmarks.map(\.name).joined(separator: ", "))
            }
            for benchmark in chosen { print(try benchmark.measure(options).json) }
        } catch let error as UsageError {
            fail("\(error.reason)\n\(Options.usage)", status: 2)
        } catch {
            fail("\(error)", status: 1)
        }
    }

    private static func fail(_ reason: String, status: Int32) -> Never {
        FileHandle.standardError.write(Data("micro: \(reason)\n".utf8))
        exit(status)
    }
}
