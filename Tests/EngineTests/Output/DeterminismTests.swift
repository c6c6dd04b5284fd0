import TestSupport
import Testing

/// Same capture, same answer.
@Suite struct DeterminismTests {
    @Test(arguments: ["json", "eve"]) func twoRunsGiveTheSameOctetsButForTheWallTime(_ format: String) throws {
        let arguments = ["analyze", "--flows", "--format", format] + SampleCapture.all.map(\.path)
        let first = try Program.run(arguments)
        let second = try Program.run(arguments)
        #expect(first.status == 0 && first.lines.count > 5_000)
        #expect(Self.timeless(first.output) == Self.timeless(second.output))
    }

    @Test func twoTablesAreTheSameButForTheWallTime() throws {
        let arguments = ["analyze", "--separately"] + SampleCapture.all.map(\.path)
        let first = try Program.run(arguments).output.replacing(/\ in [0-9.]+ s\n/, with: "")
        let second = try Program.run(arguments).output.replacing(/\ in [0-9.]+ s\n/, with: "")
        #expect(first.count > 1_000 && first == second)
    }

    @Test func aPipeGivesWhatTheFileGives() throws {
        let path = Repository.samples + "/scan-syn.pcap"
        let file = try Program.run("analyze", "--format", "json", path)
        let pipe = try Program.shell("cat '\(path)' | $weir analyze --format json -")
        #expect(pipe.status == 0)
        #expect(Self.timeless(pipe.output) == Self.timeless(file.output))
    }

    private static func timeless(_ output: String) -> String {
        output.replacing(/"seconds":[0-9.e-]+\}/, with: "")
    }
}
