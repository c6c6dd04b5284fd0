import Detection
import Features
import Flows
import Foundation
import Packets

extension Benchmark {
    /// Frames held in memory into headers; an item is a frame.
    static let decode = Benchmark(name: "decode") { options in
        let capture = try HeldCapture(options)
        return { watch in
            var octets: UInt64 = 0
            watch.start()
            capture.forEachHeader { octets &+= UInt64($0.originalLength) }
            watch.stop(items: capture.places.count)
            // Looked at, so that nothing is left out.
            if octets == 0 { throw UsageError(reason: "the capture holds no IP packets") }
        }
    }

    /// Headers into flow records, without ticks; an item is a packet.
    static let table = Benchmark(name: "table") { options in
        let headers = try HeldCapture(options).headers
        return { watch in
            var metering = Metering()
            watch.start()
            for header in headers { _ = metering.take(header) }
            metering.flush()
            watch.stop(items: headers.count)
        }
    }

    /// What flows did in each second into windows; an item is a flow's report.
    static let windowsFold = Benchmark(name: "windows.fold") { options in
        let seconds = HeldSeconds(try HeldCapture(options).headers).seconds
        return { watch in
            var extractor = WindowExtractor(secret: Metering.secret)
            for second in seconds {
                watch.start()
                extractor.fold(second)
                watch.stop(items: second.records.count)
                var nothing = 0
                extractor.closeSecond(&nothing) { _, _, _ in }
            }
        }
    }

    /// The ends of seconds, with nobody to look at the windows; an item is an entity that was touched.
    static let windowsClose = Benchmark(name: "windows.close") { options in
        let seconds = HeldSeconds(try HeldCapture(options).headers).seconds
        return { watch in
            var extractor = WindowExtractor(secret: Metering.secret)
            for second in seconds {
                extractor.fold(second)
                var entities = 0
                watch.start()
                extractor.closeSecond(&entities) { entities, _, _ in entities += 1 }
                watch.stop(items: entities)
            }
        }
    }

    /// The ends of seconds with rules and baseline; an item is an entity that was touched. `windows.close` is in it.
    static let scoring = Benchmark(name: "scoring") { options in
        let seconds = HeldSeconds(try HeldCapture(options).headers).seconds
        let rules = try RuleSet(files: ruleFiles(in: options.rules))
        return { watch in
            var extractor = WindowExtractor(secret: Metering.secret)
            var engine = ScoringEngine(rules: rules)
            var rounds = [ScoringRound()]
            for second in seconds {
                extractor.fold(second)
                let before = rounds[0].windows
                watch.start()
                let reader = engine
                extractor.closeSecond(&rounds) { rounds, part, windows in
                    reader.examine(windows, second: second.number, into: &rounds[part])
                }
                _ = engine.conclude(&rounds, second: second.number)
                watch.stop(items: Int(rounds[0].windows - before) / WindowSpan.allCases.count)
            }
        }
    }

    private static func ruleFiles(in folder: String) throws -> [RuleFile] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
            .sorted()
        return try names.map { name in
            let path = folder + "/" + name
            let text = try String(contentsOfFile: path, encoding: .utf8)
            return RuleFile(path: path, name: String(name.dropLast(5)), text: text)
        }
    }
}

extension WindowExtractor {
    /// Takes in a whole second.
    fileprivate mutating func fold(_ second: HeldSeconds.Second) {
        begin(second: second.number)
        for record in second.records { fold(record) }
    }
}
