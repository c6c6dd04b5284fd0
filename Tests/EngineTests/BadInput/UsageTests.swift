import TestSupport
import Testing

/// Wrong usage exits with 2 and says what would be right; standard output stays empty.
@Suite struct UsageTests {
    @Test(arguments: [
        (["--nope"], "Unknown option '--nope'"),
        (["analyse", "x"], "unexpected arguments: 'analyse', 'x'"),
        (["analyze"], "Missing expected argument '<captures> ...'"),
        (["analyze", "--format", "xml", "x"], "Please provide one of 'table', 'json' or 'eve'"),
        (["analyze", "--flows", "x"], "--flows needs --format json or --format eve"),
        (["analyze", "--mode", "kill", "x"], "Please provide one of 'enforce' and 'observe'"),
        (["analyze", "--allow", "10.0.0.0/33", "x"], "The value '10.0.0.0/33' is invalid for '--allow"),
        (["analyze", "--block-without-proof", "everything", "x"], "one of the following:\n  - port-scan\n"),
        (["analyze", "--blocks-per-minute", "-1", "x"], "--blocks-per-minute must be 0 or more"),
        (["analyze", "--blocks-per-minute", "many", "x"], "The value 'many' is invalid"),
        (["analyze", "--maximum-flows", "1", "x"], "must lie between 1024 and 268435456"),
        (["sensor", "--data", "x"], "Missing expected argument '--interface <if> ...'"),
        (["sensor", "--interface", "lo"], "Missing expected argument '--data <dir>'"),
        (["sensor", "--interface", "lo", "--data", "x", "--snap-length", "1"], "--snap-length must lie between 64"),
        (["sensor", "--interface", "lo", "--data", "x", "--buffer-mebibytes", "0"], "must lie between 1 and 2048"),
        (["sensor", "--interface", "lo", "--data", "x", "--cores", "9"], "--cores must lie between 1 and 8"),
        (["sensor", "--interface", "lo", "--data", "x", "--keep-days", "0"], "must lie between 1 and 3650"),
        (["sensor", "--interface", "lo", "--data", "x", "--name", ""], "--name must have 1 to 253 octets"),
        (["rules", "check"], "Missing expected argument '<folder>'"),
    ])
    func isToldApart(_ arguments: [String], _ words: String) throws {
        let outcome = try Program.run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.output == "")
        #expect(outcome.errors.hasPrefix("weir: ") && outcome.errors.contains(words), "\(outcome.errors)")
        #expect(outcome.errors.hasSuffix("See 'weir --help'.\n"))
    }

    @Test func helpAndVersionAreNoMistake() throws {
        for arguments in [["--help"], ["analyze", "--help"], ["sensor", "--help"], ["rules", "check", "--help"], []] {
            let outcome = try Program.run(arguments)
            #expect(outcome.status == 0 && outcome.output.contains("USAGE: weir") && outcome.errors == "")
        }
        #expect(try Program.run("--version").output.contains(/^[0-9]+\.[0-9]+\.[0-9]+\n$/))
    }

    @Test func whereThereWasAVerdictItExitsWith3IfAsked() throws {
        let sample = BadCaptureTests.sample
        #expect(try Program.run("analyze", "--fail-on-verdict", sample).status == 3)
        #expect(try Program.run("analyze", sample).status == 0)
        let quiet = Repository.samples + "/benign-web.pcap.gz"
        #expect(try Program.run("analyze", "--fail-on-verdict", quiet).status == 0)
        #expect(try Program.run("analyze", "--fail-on-verdict", sample, "/nowhere/x").status == 1)
    }
}
