import ArgumentParser
import Capture
import Detection
import Engine
import Glibc
import Packets

/// `weir analyze`: captures in, verdicts and a blacklist out.
struct Analyze: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read captures and print verdicts, the blacklist they make and a summary.",
        discussion: """
            Reads pcap and pcapng, plain or gzip'd; "-" is standard input. Several captures are one stream in the order \
            given, as rotated files are; one that goes back in time begins anew. Exits with 0 when done, 1 when a capture could not be read to its end (what was read is still \
            reported), 2 for wrong usage, and with --fail-on-verdict 3 where there was a verdict.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case table, json, eve
    }

    @Argument(help: "Captures to read.")
    var captures: [String]

    @Option(help: "How to print: table, json (one object a line) or eve (Suricata's EVE JSON).")
    var format = Format.table

    @OptionGroup var engine: EngineOptions

    @Flag(help: "Also print every flow that ended (json and eve).")
    var flows = false

    @Flag(help: "Take each capture as a network and a time of its own.")
    var separately = false

    @Option(
        help: ArgumentHelp(
            "Write the packets around each verdict into a pcapng of its own in this folder, for nobody else to read.",
            valueName: "dir"))
    var evidence: String?

    @OptionGroup var packets: EvidenceOptions

    @Option(help: "Threads to work on, 1…8; the output is the same.")
    var cores = 1

    @Flag(help: "Exit with 3 where there was a verdict.")
    var failOnVerdict = false

    func validate() throws {
        guard (1...8).contains(cores) else { throw ValidationError("--cores must lie between 1 and 8") }
        if flows, format == .table { throw ValidationError("--flows needs --format json or --format eve") }
    }

    mutating func run() throws {
        var configuration = try engine.pipeline()
        configuration.emitsFlows = flows
        let folder = try evidence.map(EvidenceFolder.init)
        if folder != nil { packets.apply(to: &configuration.evidence) }
        let rules = try engine.loadRules()
        let printer = Printer(format: format)
        let take = { (events: [EngineEvent]) throws in
            try folder?.write(events)
            try printer.print(events)
        }
        var progress = ProgressLine()
        var failed = false
        var counters = Counters()
        let clock = ContinuousClock()
        let began = clock.now
        for paths in separately ? captures.map({ [$0] }) : [captures] {
            if separately { try printer.begin(paths[0]) }
            var analysis = CaptureAnalysis(rules: rules, configuration: configuration, cores: cores)
            for path in paths {
                do {
                    try analysis.read(path, events: take, progress: { progress.show($0) })
                } catch let error as CaptureError {
                    progress.clear()
                    StandardError.write("weir: \(error.message)\n")
                    failed = true
                }
            }
            progress.clear()
            try analysis.finish(events: take)
            counters.add(analysis.counters)
            try printer.end(analysis.counters)
        }
        // Nothing was read: an error was told, and a summary would read as if all were well.
        if failed, counters.packets == 0, format == .table { throw ExitCode(1) }
        let seconds = began.duration(to: clock.now) / .seconds(1)
        try printer.finish(counters, captures: captures.count, seconds: seconds)
        if failed { throw ExitCode(1) }
        if failOnVerdict, counters.verdicts > 0 { throw ExitCode(3) }
    }
}
