import Capture
import Testing

@Suite struct CaptureErrorTests {
    /// Each error with words that its message must have: what it is about and what to do.
    static let errors: [(CaptureError, [String])] = [
        (.fileNotFound(path: "a.pcap"), ["\"a.pcap\"", "does not exist", "check"]),
        (.isDirectory(path: "a"), ["directory", "name"]),
        (.permissionDenied(path: "a"), ["may not be read", "chmod"]),
        (.unreadable(path: "a", reason: "Input/output error"), ["Input/output error", "check"]),
        (.emptyFile(path: "a"), ["empty", "again"]),
        (.notACapture(path: "a", start: [0, 255]), ["00 ff", "pcapng"]),
        (.damaged(path: "a", offset: 40, reason: "why"), ["octet 40", "why", "again"]),
        (.truncated(path: "a", offset: 40), ["octet 40", "every packet before"]),
        (.damagedGzip(path: "a", offset: 40, reason: "why"), ["octet 40", "why", "gzip -t"]),
        (.unsupportedLinkType(source: "a", number: 105), ["105", "0, 1, 12", "276"]),
        (.noSuchInterface(name: "eth9", existing: ["lo", "any"]), ["\"eth9\"", "lo, any"]),
        (.needsRights(interface: "eth0", reason: "why"), ["root", "CAP_NET_RAW", "CAP_NET_ADMIN"]),
        (.badFilter(filter: "tcp portt", reason: "syntax error"), ["tcp portt", "syntax error"]),
        (.interfaceDown(name: "eth0"), ["eth0", "down", "ip link set"]),
        (.interfaceRemoved(name: "eth0"), ["eth0", "removed"]),
        (.captureFailed(interface: "eth0", reason: "why"), ["eth0", "why"]),
        (.invalidConfiguration(setting: "snapLength", reason: "why"), ["snapLength", "why"]),
        (.unknownUser(name: "weir"), ["weir", "useradd"]),
        (.privilegesKept(user: "weir", reason: "why"), ["weir", "why", "root"]),
    ]

    @Test(arguments: errors.indices)
    func saysWhatIsWrongAndWhatToDo(index: Int) {
        let (error, words) = Self.errors[index]
        for word in words { #expect(error.message.contains(word)) }
        #expect(!error.message.contains("\n"))
        #expect("\(error)" == error.message)
    }

    @Test func aNameCannotWriteToTheTerminal() {
        #expect(!CaptureError.fileNotFound(path: "\u{1b}[31m").message.contains("\u{1b}"))
    }
}
