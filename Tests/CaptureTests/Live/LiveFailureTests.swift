import Capture
import Glibc
import Testing

/// What can be wrong with an interface, before and while it is captured on; needs root.
@Suite(.serialized) struct LiveFailureTests {
    @Test func aMissingInterfaceNamesThoseThatExist() throws {
        try Namespace().enter {
            _ = #expect(throws: CaptureError.noSuchInterface(name: "eth9", existing: ["lo", "weir0", "any"])) {
                _ = try LiveCapture(LiveCapture.Configuration(interfaces: ["weir0", "eth9"]))
            }
        }
    }

    @Test func aBadFilter() throws {
        try Namespace().enter {
            var configuration = LiveCapture.Configuration(interfaces: ["weir0"])
            configuration.filter = "tcp portt 80"
            let error = #expect(throws: CaptureError.self) { _ = try LiveCapture(configuration) }
            guard case .badFilter("tcp portt 80", let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(!reason.isEmpty)
        }
    }

    @Test func anUnprivilegedUserLearnsWhichRights() async throws {
        try #require(geteuid() == 0, "this test needs root, to become another user")
        await #expect(processExitsWith: .success) {
            try Privileges.drop(toUser: "nobody")
            let error = #expect(throws: CaptureError.self) {
                _ = try LiveCapture(LiveCapture.Configuration(interfaces: ["lo"]))
            }
            guard case .needsRights("lo", _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func anInterfaceGoesDownAndUpAndAway() throws {
        let space = try Namespace()
        try space.enter {
            var configuration = LiveCapture.Configuration(interfaces: ["lo", "weir0"])
            configuration.filter = "icmp"
            var capture = try LiveCapture(configuration)
            _ = try LiveCaptureTests.drain(&capture)

            try run("ip -n \(space.name) link set weir0 down")
            #expect(Self.failure(&capture) == .interfaceDown(name: "weir0"))
            try Pinger.ping("127.0.0.1", count: 1)
            #expect(try LiveCaptureTests.drain(&capture).map(\.interface) == [0, 0])

            try run("ip -n \(space.name) link set weir0 up")
            try Pinger.ping("10.99.0.2", count: 1)
            #expect(try LiveCaptureTests.drain(&capture).map(\.interface) == [1, 1])

            try run("ip -n \(space.name) link del weir0")
            #expect(Self.failure(&capture) == .interfaceRemoved(name: "weir0"))
            try Pinger.ping("127.0.0.1", count: 1)
            #expect(try LiveCaptureTests.drain(&capture).map(\.interface) == [0, 0])
            let statistics = capture.statistics
            #expect(statistics.packets == 6)
        }
    }

    @Test func whenAllAreGoneEveryCallSaysSo() throws {
        let space = try Namespace()
        try space.enter {
            var capture = try LiveCapture(LiveCapture.Configuration(interfaces: ["weir0"]))
            try run("ip -n \(space.name) link del weir0")
            for _ in 0..<3 { #expect(Self.failure(&capture) == .interfaceRemoved(name: "weir0")) }
        }
    }

    /// The error within five seconds.
    private static func failure(_ capture: inout LiveCapture) -> CaptureError? {
        let clock = ContinuousClock()
        let start = clock.now
        while clock.now - start < .seconds(5) {
            do throws(CaptureError) { _ = try capture.next(waitingMilliseconds: 200) } catch { return error }
        }
        return nil
    }

    @Test func everySettingIsChecked() {
        func setting(_ change: (inout LiveCapture.Configuration) -> Void) -> String? {
            var configuration = LiveCapture.Configuration(interfaces: ["lo"])
            change(&configuration)
            do throws(CaptureError) {
                _ = try LiveCapture(configuration)
            } catch {
                if case .invalidConfiguration(let setting, _) = error { return setting }
            }
            return nil
        }
        #expect(setting { $0.interfaces = [] } == "interfaces")
        #expect(setting { $0.interfaces = ["lo", "lo"] } == "interfaces")
        #expect(setting { $0.interfaces = [""] } == "interfaces")
        #expect(setting { $0.snapLength = 63 } == "snapLength")
        #expect(setting { $0.snapLength = 262_145 } == "snapLength")
        #expect(setting { $0.bufferBytes = 0 } == "bufferBytes")
        #expect(setting { $0.bufferBytes = .max } == "bufferBytes")
        #expect(setting { $0.timeoutMilliseconds = 0 } == "timeoutMilliseconds")
    }
}
