import Foundation
import TestSupport
import Testing

/// What many samples cost, and where days end.
@Suite struct TrafficStreamTests {
    private static let path = "/api/anomaly/traffic/"
    let server: RunningServer
    let token: String

    init() throws {
        server = try RunningServer()
        token = try server.register("admin")
    }

    /// Puts `count` summaries into the store from this second of 1970 on, so many milliseconds apart.
    private func insert(_ count: Int, from second: Int, apart milliseconds: Int) throws {
        _ = try server.python(
            """
            import sqlite3, sys
            store = sqlite3.connect(sys.argv[1], timeout=60)
            count, second, apart = map(int, sys.argv[2:])
            store.executemany("INSERT INTO traffic_sample (sample, sensor, time, window_seconds, packets, octets, new_flows,"
                " tcp_packets, udp_packets, icmp_packets) VALUES ('summary', 'node-1', ?, 1, 1, 60, 1, 1, 0, 0)",
                ((second * 10**9 + n * apart * 10**6,) for n in range(count)))
            store.commit()
            """, "\(count)", "\(second)", "\(milliseconds)")
    }

    @Test func dateAsEndIncludesItsDay() throws {
        // 2026-01-31T12:00:00Z, and every six hours: four a day.
        try insert(12, from: 1_769_860_800, apart: 6 * 3_600_000)
        for (query, count) in [
            ("start=2026-01-31&end=2026-01-31", 2), ("start=2026-02-01&end=2026-02-01", 4),
            ("end=2026-01-31", 2), ("end=2026-01-30", 0), ("start=2026-02-01", 10),
            ("start=2026-01-31&end=2026-02-01", 6),
            ("end=2026-01-31T00:00:00Z", 0), ("end=2026-02-01T00:00:00Z", 2), ("end=2026-02-01T00:00:00.000001Z", 3),
            ("start=2026-02-01T00:00:00Z&end=2026-02-01T06:00:00Z", 1), ("start=2026-02-01T01:00:00%2B01:00", 10),
        ] {
            let answer = try server.get(Self.path + "?" + query, token: token)
            #expect(answer["count"] as? Int == count && answer.results.count == count, "\(query): \(answer.body)")
        }
    }

    @Test func samplesOfOneInstantArePagedOneByOne() throws {
        try insert(25, from: 1_769_817_600, apart: 0)
        for order in ["asc", "desc"] {
            var seen: [Int] = []
            var path: String? = Self.path + "?limit=10&order=\(order)"
            while let page = path {
                let answer = try server.get(page, token: token)
                seen += answer.results.compactMap { $0["id"] as? Int }
                path = (answer["next"] as? String).map { String($0.dropFirst(server.url.count)) }
            }
            #expect(seen == (order == "asc" ? Array(1...25) : (1...25).reversed()))
        }
    }

    @Test func wholeExportTakesNoMoreMemoryThanAPage() throws {
        let count = 300_000
        try insert(count, from: 1_769_817_600, apart: 1_000)
        let warm = try server.get(Self.path + "?format=ndjson&end=2026-01-31T00:30:00Z", token: token)
        #expect(warm.body.split(separator: "\n").count == 1_800)
        let before = try server.peakKibibytes()
        for (format, more) in [("ndjson", 0), ("csv", 1)] {
            let outcome = try Program.shell(
                "curl -sS --fail -H 'Authorization: Bearer \(token)' '\(server.url)\(Self.path)?format=\(format)' | wc -l"
            )
            #expect(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines) == "\(count + more)")
        }
        #expect(try server.peakKibibytes() - before < 32 * 1_024)
    }

    @Test func clientThatDoesNotReadTheExportIsClosed() throws {
        let server = try RunningServer(["--request-timeout-seconds", "1"])
        let token = try server.register("admin")
        let sockets = try server.openSockets()
        let test = TrafficStreamTests(server: server, token: token)
        try test.insert(100_000, from: 1_769_817_600, apart: 1_000)
        let client = try SilentClient(server, Self.path + "?format=ndjson", token)
        #expect(try eventually { try server.openSockets() > sockets })
        #expect(try eventually { try server.openSockets() <= sockets })
        #expect(client.isRunning)
        #expect(try server.get("/api/healthz").status == 200)
        #expect(server.stop() == 0)
    }

    private init(server: RunningServer, token: String) {
        self.server = server
        self.token = token
    }
}

extension RunningServer {
    /// The most memory that was resident so far, KiB.
    func peakKibibytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
        let match = try #require(status.firstMatch(of: /VmHWM:\s+(\d+) kB/))
        return try #require(Int(match.output.1))
    }
}
