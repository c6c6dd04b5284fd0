import Foundation
import TestSupport
import Testing

/// Samples of replayed captures, by every filter, page by page and whole.
@Suite struct TrafficTests {
    private static let path = "/api/anomaly/traffic/"
    let server: RunningServer
    let token: String
    /// Everything, as the export has it.
    let all: [[String: Any]]

    init() throws {
        let captures = try FileManager.default.contentsOfDirectory(atPath: Repository.samples).sorted()
            .filter { $0.hasSuffix(".pcap.gz") }
        let server = try RunningServer(captures.flatMap { ["--replay", Repository.samples + "/" + $0] })
        token = try server.register("admin")
        try #require(eventually { server.log.contains("replay ended") })
        all = try Self.lines(try server.get(Self.path + "?format=ndjson", token: token))
        try #require(all.count > 1_000)
        self.server = server
    }

    private static func lines(_ answer: Answer) throws -> [[String: Any]] {
        try #require(answer.status == 200, "\(answer.body)")
        return try answer.body.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    private func ids(_ query: String) throws -> [Int] {
        try Self.lines(try server.get(Self.path + "?format=ndjson&" + query, token: token)).compactMap {
            $0["id"] as? Int
        }
    }

    private func ids(where condition: ([String: Any]) -> Bool) -> [Int] {
        all.filter(condition).compactMap { $0["id"] as? Int }
    }

    @Test func eachFilterChoosesAndNothingElse() throws {
        let text = { (sample: [String: Any], field: String) in sample[field] as? String ?? "" }
        for kind in Set(all.compactMap { $0["kind"] as? String }) {
            #expect(try ids("kind=\(kind)") == ids { text($0, "kind") == kind }, "\(kind)")
        }
        for severity in ["low", "medium", "high", "critical"] {
            #expect(try ids("severity=\(severity)") == ids { text($0, "severity") == severity }, "\(severity)")
        }
        for sort in ["verdict", "summary"] {
            #expect(try ids("sample=\(sort)") == ids { text($0, "sample") == sort })
        }
        for score in ["0", "0.999", "0.9999", "1"] {
            let bound = try #require(Double(score))
            #expect(try ids("min_score=\(score)") == ids { ($0["score"] as? Double).map { $0 >= bound } ?? false })
        }
        let sensor = try #require(all.first?["sensor"] as? String)
        #expect(try ids("sensor=\(sensor)").count == all.count)
        #expect(try ids("sensor=\(sensor)x").isEmpty)
        let attacker = "198.51.100.66"
        let byAddress = ids { text($0, "entity") == attacker || text($0, "peer") == attacker }
        #expect(try !byAddress.isEmpty && ids("ip=\(attacker)") == byAddress)
        let prefix = "198.51.100."
        #expect(
            try ids("cidr=198.51.100.0/24")
                == ids { text($0, "entity").hasPrefix(prefix) || text($0, "peer").hasPrefix(prefix) })
        #expect(
            try ids("kind=port-scan&severity=high&cidr=198.51.100.0/24&sample=verdict&min_score=0.5")
                == ids {
                    text($0, "kind") == "port-scan" && text($0, "severity") == "high"
                        && (text($0, "entity").hasPrefix(prefix) || text($0, "peer").hasPrefix(prefix))
                })
    }

    @Test func timesBoundAndOrder() throws {
        let times = all.compactMap { $0["time"] as? String }
        #expect(times == times.sorted(by: >), "the latest first")
        #expect(try ids("order=asc") == ids("order=desc").reversed())
        let middle = times[times.count / 2]
        #expect(try ids("start=\(middle)") == ids { ($0["time"] as? String ?? "") >= middle })
        #expect(try ids("end=\(middle)") == ids { ($0["time"] as? String ?? "") < middle })
        #expect(try ids("start=\(middle)&end=\(middle)").isEmpty)
        // The same instant elsewhere on earth.
        let day = String(times[0].prefix(10))
        #expect(try ids("start=\(day)T01:00:00%2B01:00").count == ids { ($0["time"] as? String ?? "") >= day }.count)
        #expect(try ids("start=\(day)&end=\(day)") == ids { ($0["time"] as? String ?? "").hasPrefix(day) })
    }

    @Test func pagesAreTheExportCutUpBothWays() throws {
        for (query, expected) in [
            ("limit=100", all), ("limit=100&order=asc", all.reversed()),
            ("limit=7&sample=verdict", all.filter { $0["sample"] as? String == "verdict" }),
        ] {
            let numbers = expected.compactMap { $0["id"] as? Int }
            let forward = try pages(Self.path + "?" + query, by: "next")
            #expect(forward.flatMap(\.results).compactMap { $0["id"] as? Int } == numbers, "\(query)")
            #expect(forward.allSatisfy { $0["count"] as? Int == numbers.count }, "\(query)")
            #expect(forward.first?["previous"] is NSNull && forward.last?["next"] is NSNull)
            let start = try #require(forward.last?["previous"] as? String)
            let backward = try pages(String(start.dropFirst(server.url.count)), by: "previous")
            let rest = forward.last?.results.count ?? 0
            #expect(
                backward.reversed().flatMap(\.results).compactMap { $0["id"] as? Int } == numbers.dropLast(rest),
                "\(query)")
            #expect(backward.last?["previous"] is NSNull)
        }
    }

    private func pages(_ start: String, by link: String) throws -> [Answer] {
        var pages: [Answer] = []
        var path: String? = start
        while let page = path {
            pages.append(try server.get(page, token: token))
            try #require(pages.last?.status == 200 && pages.count < 200)
            path = (pages.last?[link] as? String).map { String($0.dropFirst(server.url.count)) }
        }
        return pages
    }

    @Test func tableSaysTheSame() throws {
        let answer = try server.get(Self.path + "?format=csv", token: token)
        #expect(answer.headers["content-type"]?.hasPrefix("text/csv") == true)
        let folder = try TemporaryFolder()
        folder.write("table.csv", answer.body)
        // Python's own reader of CSV says what is in it.
        let outcome = try Program.execute([
            "python3", "-c",
            "import csv, json, sys; print(json.dumps(list(csv.DictReader(open(sys.argv[1], newline='')))))",
            folder.path + "/table.csv",
        ])
        let rows = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: String]],
            "\(outcome.errors)")
        #expect(rows.count == all.count)
        for (row, sample) in zip(rows, all) {
            for field in ["id", "packets", "octets", "new_flows", "window_seconds"] {
                #expect(row[field] == (sample[field] as? Int).map(String.init) ?? "")
            }
            for field in ["sample", "sensor", "time", "entity", "role", "peer", "kind", "severity", "rule"] {
                #expect(row[field] == sample[field] as? String ?? "")
            }
            // Foundation rounds the last digit of what it reads.
            let score = row["score"].flatMap(Double.init) ?? -1
            #expect(abs(score - (sample["score"] as? Double ?? -1)) < 1e-12)
            #expect(row["attack"] == (sample["attack"] as? [String])?.joined(separator: " ") ?? "")
            #expect(row["reasons"]?.split(separator: " ").count ?? 0 == (sample["reasons"] as? [Any])?.count ?? 0)
        }
    }

    @Test func oneIsReadByItsNumber() throws {
        for sort in ["verdict", "summary"] {
            let sample = try #require(all.first { $0["sample"] as? String == sort })
            let id = try #require(sample["id"] as? Int)
            let answer = try server.get(Self.path + "\(id)/", token: token)
            #expect(answer.status == 200 && NSDictionary(dictionary: answer.object) == NSDictionary(dictionary: sample))
        }
        let summary = try #require(ids { $0["sample"] as? String == "summary" }.first)
        let packets = try server.get(Self.path + "\(summary)/pcap/", token: token)
        #expect(packets.status == 404 && packets.detail == "No packets are kept for this sample")
        for path in ["999999/", "999999/pcap/", "x/", "0/"] {
            let answer = try server.get(Self.path + path, token: token)
            #expect(answer.status == 404 && answer.detail == "Traffic sample not found", "\(path)")
        }
    }

    @Test func theVerdictOfASampleIsInItsPackets() throws {
        for kind in ["port-scan", "brute-force", "arp-spoof", "dns-tunnel"] {
            let sample = try #require(all.first { $0["kind"] as? String == kind })
            let (id, entity) = (try #require(sample["id"] as? Int), try #require(sample["entity"] as? String))
            let answer = try server.get(Self.path + "\(id)/pcap/", token: token)
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "application/vnd.tcpdump.pcap")
            let name = "weir-\(id)-\(kind)-\(entity.replacing(":", with: "_")).pcapng"
            #expect(answer.headers["content-disposition"] == "attachment; filename=\"\(name)\"")
            let outcome = try Program.run(["analyze", "--format", "json", "-"], input: Array(answer.data))
            let again = try outcome.events("verdict").map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
            #expect(
                again.contains { verdict in
                    ["kind", "entity", "severity", "rule"].allSatisfy {
                        verdict[$0] as? String == sample[$0] as? String
                    }
                }, "\(kind) \(outcome.output)")
        }
    }

    @Test func wrongValuesAreRefusedAndNamed() throws {
        for (query, detail) in [
            ("start=yesterday", "start: expected a date (2026-01-31) or an RFC 3339 instant"),
            ("end=2026-02-30", "end: expected"),
            ("start=2026-02-01&end=2026-01-01", "end: expected an instant that is not before start"),
            ("kind=scan", "kind: expected port-scan, "), ("severity=bad", "severity: expected"),
            ("min_score=2", "min_score: expected a number from 0 to 1"), ("min_score=nan", "min_score: expected"),
            ("ip=x", "ip: expected"), ("cidr=10.0.0.0/40", "cidr: expected"), ("sample=both", "sample: expected"),
            ("ip=10.0.0.1&cidr=10.0.0.0/8", "ip: expected alone, not with cidr"), ("order=up", "order: expected"),
            ("format=nft", "format: expected json, ndjson, csv"), ("format=csv&limit=5", "limit: expected only with"),
            ("cursor=YToxOjI6Mw", "cursor: expected"), ("cursor=YToxMA", "cursor: expected"),
        ] {
            let answer = try server.get(Self.path + "?" + query, token: token)
            #expect(answer.status == 400 && answer.detail?.hasPrefix(detail) == true, "\(query): \(answer.body)")
        }
    }
}
