import Foundation
import TestSupport
import Testing

/// Pages of lists, through the links that they give.
@Suite struct PagingTests {
    let server: RunningServer
    let token: String

    init() throws {
        server = try RunningServer()
        token = try server.register("admin")
    }

    /// The pages from a URL on, by `next` or `previous`.
    private func pages(_ start: String, by link: String) throws -> [Answer] {
        var pages: [Answer] = []
        var url: String? = start
        while let page = url {
            try #require(page.hasPrefix(server.url), "\(page)")
            pages.append(try server.get(String(page.dropFirst(server.url.count)), token: token))
            try #require(pages.last?.status == 200 && pages.count < 50)
            url = pages.last?[link] as? String
        }
        return pages
    }

    private func walk(_ path: String, _ expected: [String]) throws {
        let forward = try pages(server.url + path, by: "next")
        #expect(forward.map { $0.results.count } == [3, 3, 3, 1])
        #expect(forward.flatMap(\.results).compactMap { $0["ip"] as? String } == expected)
        #expect(forward.allSatisfy { $0["count"] as? Int == 10 })
        #expect(forward.first?["previous"] is NSNull && forward.last?["next"] is NSNull)
        #expect(forward.dropFirst().allSatisfy { $0["previous"] is String })
        let start = try #require(forward.last?["previous"] as? String)
        let backward = try pages(start, by: "previous")
        #expect(backward.reversed().flatMap(\.results).compactMap { $0["ip"] as? String } == expected.dropLast())
        #expect(backward.last?["previous"] is NSNull && backward.allSatisfy { $0["next"] is String })
        // And forth again from where the way back ended.
        let again = try pages(try #require(backward.last?["next"] as? String), by: "next")
        #expect(again.flatMap(\.results).compactMap { $0["ip"] as? String } == Array(expected.dropFirst(3)))
    }

    @Test func bothListsAreWalkedToBothEnds() throws {
        let blocked = (1...10).map { "192.0.2.\($0)" }
        for ip in blocked { try server.block(ip, token) }
        // Those that the filter leaves out stand between.
        for number in 1...3 { try server.block("203.0.113.\(number)", token, action: "monitor") }
        try walk(RunningServer.blacklist + "?action=block&limit=3", blocked)
        try walk(RunningServer.blacklist + "?limit=3&cidr=192.0.2.0%2F24", blocked)
        let allowed = (1...10).map { "10.0.\($0).0/24" }
        for ip in allowed { try server.allow(ip, token) }
        try walk(RunningServer.allowlist + "?limit=3", allowed)
    }

    @Test func whatComesAndGoesMeanwhileShiftsNoPage() throws {
        for number in 1...6 { try server.block("192.0.2.\(number)", token) }
        let first = try server.get(RunningServer.blacklist + "?limit=3", token: token)
        let removed = try #require(first.results.first?["id"] as? Int)
        #expect(try server.send("DELETE", RunningServer.blacklist + "\(removed)/", token: token).status == 204)
        try server.block("192.0.2.7", token)
        let next = try #require(first["next"] as? String)
        #expect(
            try pages(next, by: "next").flatMap(\.results).compactMap { $0["ip"] as? String }
                == (4...7).map { "192.0.2.\($0)" })
    }

    @Test func cursorsOfNoListAreRefused() throws {
        let made = try #require("a:1:2".data(using: .utf8)?.base64EncodedString())
        let odd = ["x", "", "%00", "YToxOjI=", made, "YTo", "YzoxMA", "YTo5OTk5OTk5OTk5OTk5OTk5OTk5OTk", "../..", "💥"]
        for cursor in odd + [String(repeating: "A", count: 5_000)] {
            let encoded = cursor.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(["%"])) ?? ""
            let answer = try server.get(RunningServer.blacklist + "?cursor=\(encoded)", token: token)
            #expect(answer.status == 400, "\(cursor): \(answer.body)")
        }
        // One from another place than any row is a place nevertheless.
        let beyond = Data("a:9223372036854775807".utf8).base64EncodedString().replacing("=", with: "")
        let answer = try server.get(RunningServer.blacklist + "?cursor=\(beyond)", token: token)
        #expect(answer.status == 200 && answer.results.isEmpty && answer["next"] is NSNull)
    }

    @Test func linksSayThePublicAddressWhereThereIsOne() throws {
        let server = try RunningServer(["--public-url", "https://weir.example:8443"])
        let token = try server.register("admin")
        for number in 1...2 { try server.block("192.0.2.\(number)", token) }
        let answer = try server.get(RunningServer.blacklist + "?limit=1", token: token)
        #expect(
            (answer["next"] as? String)?.hasPrefix("https://weir.example:8443/api/anomaly/blacklist/?limit=1&cursor=")
                == true)
    }

    @Test func hostThatIsNoneGetsIntoNoLink() throws {
        for number in 1...2 { try server.block("192.0.2.\(number)", token) }
        let answer = try server.get(
            RunningServer.blacklist + "?limit=1", token: token, headers: ["Host: evil\"><script>"])
        if answer.status == 200 { #expect(!answer.body.contains("script")) } else { #expect(answer.status == 400) }
    }
}
