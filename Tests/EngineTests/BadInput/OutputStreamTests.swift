import TestSupport
import Testing

/// Standard output that does not take what is written.
@Suite struct OutputStreamTests {
    /// Far more than a pipe holds.
    static let command = "$weir analyze --flows --format json --separately \(Repository.samples)/*.gz"

    @Test func aReaderThatWentAwayIsAnErrorAndNoSilentDeath() throws {
        let outcome = try Program.shell("{ \(Self.command); echo \"exit $?\" >&2; } | head -n 1")
        #expect(outcome.output.hasPrefix("{\"event\":"))
        #expect(outcome.errors.contains("exit 1\n"), "\(outcome.errors)")
        #expect(outcome.errors.contains("weir: the output cannot be written: Broken pipe"))
    }

    @Test func aFullDisk() throws {
        let outcome = try Program.shell("\(Self.command) > /dev/full")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("weir: the output cannot be written: No space left on device"))
    }

    @Test func aClosedOutput() throws {
        let outcome = try Program.shell("\(Self.command) >&-")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("weir: the output cannot be written: Bad file descriptor"))
    }

    @Test func closedErrorsAndInputHarmNothing() throws {
        let outcome = try Program.shell("$weir analyze --format json \(BadCaptureTests.sample) /nowhere/x <&- 2>&-")
        #expect(outcome.status == 1 && outcome.events("verdict").count == 2 && outcome.events("summary").count == 1)
    }
}
