import ArgumentParser
import Capture
import Detection
import Engine
import Foundation
import Logging
import Store

/// `weir sensor`: captures from interfaces until it is told to stop.
struct SensorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sensor",
        abstract: "Capture from network interfaces, score, and keep samples and the blacklist in a store.",
        discussion: """
            Needs root, or CAP_NET_RAW and CAP_NET_ADMIN, to open the interfaces; started as root it becomes --user \
            afterwards. Logs verdicts to standard error. SIGTERM or SIGINT end it: windows are closed, the store is \
            written. Exits with 0 then, with 1 when it failed while running, with 2 for wrong usage.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case none, json, eve
    }

    @Option(help: ArgumentHelp("Interface to capture from, or any; may be repeated.", valueName: "if"))
    var interface: [String]

    @Option(help: ArgumentHelp("Folder of the store; made where it is missing.", valueName: "dir"))
    var data: String

    @Option(help: "Name of this sensor in samples and entries.")
    var name: String = ProcessInfo.processInfo.hostName

    @Option(help: ArgumentHelp("BPF filter, as tcpdump takes it.", valueName: "expression"))
    var filter: String?

    @Option(help: "Octets captured of each packet, 64 to 262144. Default 512, or what --evidence-payload-octets needs.")
    var snapLength: Int?

    @Option(help: "Mebibytes of the kernel's ring, for each interface and each of the cores, 1 to 2048.")
    var bufferMebibytes = 64

    @Option(help: "Threads that capture and meter, 1 to 8; with more than one, one more folds and scores.")
    var cores = 1

    @Flag(help: "Take in packets for other hosts too.")
    var promiscuous = false

    @Flag(
        inversion: .prefixedNo,
        help: "Whether the tables take their memory at the start, and not as they fill.")
    var prefault = true

    @Option(help: "User to become once the interfaces are open; only as root. Default nobody.")
    var user: String?

    @Option(help: "Also print events on standard output: json, eve or none.")
    var format = Format.none

    @Option(help: "Mebibytes of the store before its oldest samples go, 16 to 1048576.")
    var storeMebibytes = 2_048

    @Option(help: "Days for which samples are kept, 1 to 3650.")
    var keepDays = 30

    @OptionGroup var engine: EngineOptions

    @OptionGroup var packets: EvidenceOptions

    func validate() throws {
        let bounds: [(name: String, value: Int?, range: ClosedRange<Int>)] = [
            ("--snap-length", snapLength, 64...262_144), ("--buffer-mebibytes", bufferMebibytes, 1...2_048),
            ("--cores", cores, 1...8),
            ("--store-mebibytes", storeMebibytes, 16...1_048_576), ("--keep-days", keepDays, 1...3_650),
        ]
        for bound in bounds {
            guard let value = bound.value, !bound.range.contains(value) else { continue }
            throw ValidationError(
                "\(bound.name) must lie between \(bound.range.lowerBound) and \(bound.range.upperBound), not \(value)"
            )
        }
        if interface.isEmpty { throw ValidationError("--interface is missing: name one to capture from, or any") }
        if name.isEmpty || name.utf8.count > 253 { throw ValidationError("--name must have 1 to 253 octets") }
    }

    mutating func run() async throws {
        var capture = LiveCapture.Configuration(interfaces: interface)
        capture.filter = filter
        capture.bufferBytes = bufferMebibytes << 20
        capture.isPromiscuous = promiscuous
        var configuration = SensorConfiguration(capture: capture, dataFolder: data)
        configuration.name = name
        configuration.cores = cores
        configuration.takesMemoryAtStart = prefault
        configuration.pipeline = try engine.pipeline()
        configuration.pipeline.emitsFlows = false
        packets.apply(to: &configuration.pipeline.evidence)
        configuration.capture.snapLength =
            snapLength ?? max(capture.snapLength, configuration.pipeline.evidence.snapLength)
        configuration.rulesFolder = engine.rules
        configuration.store.maximumBytes = Int64(storeMebibytes) << 20
        configuration.store.sampleAge = Int64(keepDays) * 86_400
        configuration.user = user ?? (geteuid() == 0 ? "nobody" : nil)
        var log = Logger(label: "weir", factory: { StreamLogHandler.standardError(label: $0) })
        log.logLevel = .info
        let sensor = try open(configuration, log)
        do {
            try await sensor.run(log: log)
        } catch {
            StandardError.write("weir: \(Self.text(of: error))\n")
            throw ExitCode(1)
        }
    }

    /// Opens the sensor; what is wrong with its surroundings is told in a line.
    private func open(_ configuration: SensorConfiguration, _ log: Logger) throws -> Sensor {
        do {
            return try Sensor(configuration, log: log, output: output)
        } catch let error as RuleErrors {
            StandardError.write("weir: the rules cannot be used\n\(error)\n")
            throw ExitCode(2)
        } catch {
            StandardError.write("weir: \(Self.text(of: error))\n")
            throw ExitCode(1)
        }
    }

    private var output: (@Sendable (EngineEvent) -> Void)? {
        let line: (@Sendable (EngineEvent) -> String?)? =
            switch format {
            case .none: nil
            case .json: { JSONFormat.line($0) }
            case .eve: { EVEFormat.line($0) }
            }
        guard let line else { return nil }
        return { event in
            guard let text = line(event) else { return }
            var output = StandardOutput()
            // A reader that went away must not end the sensor.
            try? output.write(text + "\n")
            try? output.flush()
        }
    }

    private static func text(of error: any Error) -> String {
        switch error {
        case let error as CaptureError: error.message
        case let error as StoreError: error.message
        default: "\(error)"
        }
    }
}
