import Foundation
import TestSupport
import Testing

/// `weir serve --interface`: a sensor in the server's process, on the server's store.
@Suite struct ServedSensorTests {
    /// Two namespaces joined by a veth pair; `inside` has 10.97.0.1 on weir0, `outside` 10.97.0.2.
    private final class Wire {
        let inside = "weir-served-\(getpid())-\(UInt32.random(in: 0...99_999))"
        var outside: String { inside + "-out" }

        init() throws {
            try #require(geteuid() == 0, "this test makes network namespaces: run the tests as root")
            try shell("ip netns add \(inside) && ip netns add \(outside)")
            try shell("ip -n \(inside) link add name weir0 type veth peer name weir1 netns \(outside)")
            try shell(
                "ip -n \(inside) addr add 10.97.0.1/24 dev weir0 && ip -n \(outside) addr add 10.97.0.2/24 dev weir1")
            try shell("ip -n \(inside) link set lo up && ip -n \(inside) link set weir0 up")
            try shell("ip -n \(outside) link set weir1 up")
        }

        deinit { for space in [inside, outside] { try? shell("ip netns del \(space)") } }

        func shell(_ line: String) throws {
            let outcome = try Program.execute(["/bin/sh", "-c", line])
            try #require(outcome.status == 0, "\(line): \(outcome.errors)")
        }
    }

    @Test func scanIsInTheAPIAndTheMetricsAndRootIsGivenUp() throws {
        let wire = try Wire()
        let launcher = ["ip", "netns", "exec", wire.inside]
        let server = try RunningServer(["--interface", "weir0", "--name", "node-1"], launcher: launcher)
        let body = #"{"username":"admin","password":"password123"}"#
        let session = try Answer.curl(
            ["-H", "Content-Type: application/json", "-d", body, server.url + "/api/auth/register/"], launcher: launcher
        )
        let token = try #require(session["token"] as? String)
        try wire.shell("ip netns exec \(wire.outside) nmap -sS -n -Pn --top-ports 200 10.97.0.1 >/dev/null")
        let get = { (path: String) in
            try Answer.curl(["-H", "Authorization: Bearer \(token)", server.url + path], launcher: launcher)
        }
        var verdict: [String: Any]?
        #expect(
            try eventually {
                verdict = try get("/api/anomaly/traffic/?sample=verdict&kind=port-scan&sensor=node-1").results.first
                return verdict != nil
            })
        #expect(verdict?["entity"] as? String == "10.97.0.2")
        #expect(try get("/api/anomaly/blacklist/?ip=10.97.0.2").results.first?["origin"] as? String == "auto")
        // The capture's thread brings them up to date once a second.
        #expect(
            try eventually {
                let metrics = try get("/metrics").body
                let packets = metrics.firstMatch(of: /weir_capture_packets_total (\d+)/).flatMap { Int($0.output.1) }
                return metrics.contains(#"weir_detections_total{kind="port-scan""#) && packets ?? 0 >= 200
            })
        // The process, every thread of it, is the user that it became.
        let users = try Program.execute([
            "/bin/sh", "-c", "grep -h '^Uid:' /proc/\(server.pid)/task/*/status | sort -u",
        ])
        #expect(users.lines == ["Uid:\t65534\t65534\t65534\t65534"])
        #expect(server.stop() == 0)
    }
}
