import Foundation
import Packets
import Store

extension Benchmark {
    /// Verdicts into an empty store, `--batch` of them in a transaction.
    static let storeVerdicts = Benchmark(name: "store.verdicts") { options in
        storing(SampleMaker.verdicts(options.rows), options)
    }

    /// The summaries of seconds into an empty store.
    static let storeSummaries = Benchmark(name: "store.summaries") { options in
        storing(SampleMaker.summaries(options.rows), options)
    }

    private static func storing(_ samples: [TrafficSample], _ options: Options) -> (inout Stopwatch) throws -> Void {
        let batches = stride(from: 0, to: samples.count, by: options.batch).map {
            Array(samples[$0..<min($0 + options.batch, samples.count)])
        }
        let own = FileManager.default.temporaryDirectory.appendingPathComponent("weir-micro-\(UUID().uuidString)").path
        let folder = options.storeFolder ?? own
        return { watch in
            try? FileManager.default.removeItem(atPath: folder)
            defer { if options.storeFolder == nil { try? FileManager.default.removeItem(atPath: folder) } }
            let store = try DataStore(folder: folder)
            watch.start()
            for batch in batches { try store.append(batch) }
            watch.stop(items: samples.count)
            try store.close()
        }
    }
}
