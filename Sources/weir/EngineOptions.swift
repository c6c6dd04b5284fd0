import ArgumentParser
import Detection
import Engine
import Flows
import Packets

/// Options of everything that runs a pipeline.
struct EngineOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Folder of rules to use instead of the shipped ones.", valueName: "dir"))
    var rules: String?

    @Option(
        help: ArgumentHelp(
            "Address or block (10.0.0.0/8, 2001:db8::/32) that is never listed; may be repeated.", valueName: "cidr"))
    var allow: [IPPrefix] = []

    @Option(help: "enforce, or observe: do everything but block; entries are marked as simulated.")
    var mode = BlacklistPolicy.Configuration.Mode.enforce

    @Option(
        help: ArgumentHelp(
            "Kind that may block without proof of path, at your own risk; may be repeated.", valueName: "kind"))
    var blockWithoutProof: [Kind] = []

    @Option(parsing: .unconditional, help: "Automatic blocks a minute at most; beyond it they become monitor.")
    var blocksPerMinute = 60

    @Option(
        help: ArgumentHelp(
            "False alarms of the baseline that are wanted a day, 0.01 to 10000; it finds its thresholds itself.",
            valueName: "number"))
    var alarmsPerDay = BaselineDetector.alarmsPerDay

    @Option(help: "Flows kept at once; each takes some 190 bytes.")
    var maximumFlows = 393_216

    func validate() throws {
        guard blocksPerMinute >= 0 else { throw ValidationError("--blocks-per-minute must be 0 or more") }
        guard (0.01...10_000).contains(alarmsPerDay) else {
            throw ValidationError("--alarms-per-day must lie between 0.01 and 10000, not \(alarmsPerDay)")
        }
        guard (1_024...(1 << 28)).contains(maximumFlows) else {
            throw ValidationError("--maximum-flows must lie between 1024 and 268435456")
        }
    }

    func loadRules() throws -> RuleSet {
        do {
            return try rules.map(RuleFolder.load) ?? ShippedRules.load()
        } catch {
            StandardError.write("weir: the rules cannot be used\n\(error)\n")
            throw ExitCode(2)
        }
    }

    func pipeline() throws -> Pipeline.Configuration {
        guard FlowMeter.isAvailable(capacity: maximumFlows) else {
            let mebibytes = FlowMeter.bytes(capacity: maximumFlows) >> 20
            StandardError.write(
                "weir: --maximum-flows \(maximumFlows) needs \(mebibytes) MiB, more than this system gives; choose fewer\n"
            )
            throw ExitCode(2)
        }
        var configuration = Pipeline.Configuration()
        configuration.flows.capacity = maximumFlows
        configuration.alarmsPerDay = alarmsPerDay
        configuration.policy.allowlist = allow
        configuration.policy.mode = mode
        configuration.policy.blockWithoutProof = Set(blockWithoutProof)
        configuration.policy.blocksPerMinute = blocksPerMinute
        return configuration
    }
}

extension BlacklistPolicy.Configuration.Mode: ExpressibleByArgument {}
extension Kind: ExpressibleByArgument {}
extension IPPrefix: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
