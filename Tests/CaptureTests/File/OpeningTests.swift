import Capture
import Glibc
import Testing

@Suite struct OpeningTests {
    @Test func aMissingFile() {
        #expect(Outcome(path: "/nowhere/x.pcap").error == .fileNotFound(path: "/nowhere/x.pcap"))
    }

    @Test func aDirectory() {
        #expect(Outcome(path: "/tmp").error == .isDirectory(path: "/tmp"))
    }

    @Test func anEmptyFile() {
        let file = TemporaryFile()
        #expect(Outcome(path: file.path).error == .emptyFile(path: file.path))
    }

    @Test func aFileOfAnotherUser() async {
        #expect(geteuid() == 0, "this test needs root, to make a file that another user may not read")
        let file = TemporaryFile(GzipTests.plain)
        unsafe chmod(file.path, 0)
        await #expect(processExitsWith: .success) { [path = file.path as String] in
            try Privileges.drop(toUser: "nobody")
            #expect(Outcome(path: path).error == .permissionDenied(path: path))
        }
        withExtendedLifetime(file) {}
    }

    @Test func text() {
        let outcome = Outcome(Array("time,source,destination\n".utf8))
        #expect(outcome.error == .notACapture(path: "x", start: Array("time,source,dest".utf8)))
        #expect(outcome.error?.message.contains(#"the text "time,source,dest""#) == true)
    }

    @Test func otherOctets() {
        let outcome = Outcome([0x7f, 0x45, 0x4c, 0x46, 0x02])
        #expect(outcome.error?.message.contains("the octets 7f 45 4c 46 02") == true)
    }

    @Test func progressGrowsToTheSize() throws {
        let temporary = TemporaryFile(GzipTests.plain)
        var file = try CaptureFile(path: temporary.path)
        var positions = [file.position]
        while try file.next() != nil { positions.append(file.position) }
        let size = file.fileSize
        #expect(positions == PcapFixture(packets: Packet.samples).boundaries)
        #expect(size == positions.last)
    }
}
