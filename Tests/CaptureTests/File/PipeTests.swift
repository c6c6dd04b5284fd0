import Capture
import Glibc
import Testing

@Suite struct PipeTests {
    @Test func readsAPipeThatGivesLittleAtATime() throws {
        let path = "/tmp/weir-capture-fifo-\(getpid())"
        try #require(unsafe mkfifo(path, 0o600) == 0)
        defer { unsafe unlink(path) }
        let fixture = TemporaryFile(PcapngFixture.mixed(.little).octets)
        try run("(dd if=\(fixture.path) bs=7 status=none | dd ibs=3 obs=1 status=none > \(path)) &")
        let outcome = Outcome(path: path)
        #expect(outcome.error == nil)
        #expect(outcome.packets == PcapngFixture.mixedPackets)
    }

    @Test func aPipeHasAPositionButNoSize() throws {
        let path = "/tmp/weir-capture-fifo-size-\(getpid())"
        try #require(unsafe mkfifo(path, 0o600) == 0)
        defer { unsafe unlink(path) }
        let fixture = TemporaryFile(GzipTests.plain)
        try run("cat \(fixture.path) > \(path) &")
        var file = try CaptureFile(path: path)
        while try file.next() != nil {}
        let (size, position) = (file.fileSize, file.position)
        #expect(size == nil)
        #expect(position == GzipTests.plain.count)
    }

    @Test func readsStandardInput() async {
        await #expect(processExitsWith: .success) {
            let fixture = TemporaryFile(GzipTests.plain)
            let pipe = unsafe popen("cat \(fixture.path)", "r")
            try #require(unsafe dup2(fileno(pipe), STDIN_FILENO) == STDIN_FILENO)
            let outcome = Outcome(path: "-")
            #expect(outcome.error == nil)
            #expect(outcome.packets == Packet.samples)
            #expect(fcntl(STDIN_FILENO, F_GETFD) >= 0, "standard input stays open")
        }
    }
}
