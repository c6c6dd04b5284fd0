import Foundation
import TestSupport
import Testing

/// `?since=`: what changed of the blacklist.
@Suite struct SinceTests {
    let server: RunningServer
    let token: String

    init() throws {
        server = try RunningServer()
        token = try server.register("admin")
    }

    private func since(_ query: String) throws -> Answer {
        try server.get(RunningServer.blacklist + "?since=" + query, token: token)
    }

    private func changes(_ answer: Answer) -> [[String: Any]] { answer["changes"] as? [[String: Any]] ?? [] }

    @Test func trailIsWalkedFromItsBeginning() throws {
        let empty = try since("0")
        #expect(empty.body == #"{"cursor":"0","more":false,"changes":[]}"#)
        for number in 1...5 { try server.block("192.0.2.\(number)", token) }
        _ = try server.send("DELETE", RunningServer.blacklist + "2/", token: token)
        try server.allow("192.0.2.4/31", token)
        var cursor = "0"
        var seen: [[String: Any]] = []
        while true {
            let answer = try since("\(cursor)&limit=3")
            #expect(answer.status == 200 && changes(answer).count <= 3)
            seen += changes(answer)
            cursor = try #require(answer["cursor"] as? String)
            guard try #require(answer["more"] as? Bool) else { break }
            #expect(changes(answer).count == 3)
        }
        let told = seen.map { "\($0["change"] ?? "") \($0["ip"] ?? "")" }
        #expect(Array(told.prefix(6)) == (1...5).map { "add 192.0.2.\($0)" } + ["remove 192.0.2.2"])
        #expect(Set(told.dropFirst(6)) == ["remove 192.0.2.4", "remove 192.0.2.5"])
        let numbers = seen.compactMap { $0["sequence"] as? Int }
        #expect(numbers == numbers.sorted() && Set(numbers).count == seen.count)
        let last = try since(cursor)
        #expect(changes(last).isEmpty && last["cursor"] as? String == cursor && last["more"] as? Bool == false)
    }

    @Test func changeTellsWhoWhenAndWhat() throws {
        let made = try server.block("2001:db8::/32", token, action: "rate_limit", more: #","ttl":600"#)
        let change = try #require(changes(try since("0")).first)
        #expect(
            Set(change.keys) == ["sequence", "change", "ip", "entry", "time", "who", "why"]
                && change["change"] as? String == "add" && change["ip"] as? String == "2001:db8::/32")
        #expect(change["who"] as? String == "user admin" && change["why"] as? String == "a test")
        let entry = try #require(change["entry"] as? [String: Any])
        #expect(entry["id"] as? Int == made.id && entry["action"] as? String == "rate_limit")
        #expect(entry["expires_at"] as? String == made["expires_at"] as? String)
    }

    @Test func listAndItsChangesGoTogether() throws {
        // A client that takes the list first and then the changes misses none.
        try server.block("192.0.2.1", token)
        let cursor = try #require(try since("0")["cursor"] as? String)
        try server.block("192.0.2.2", token)
        #expect(changes(try since(cursor)).compactMap { $0["ip"] as? String } == ["192.0.2.2"])
    }

    @Test func cursorOfAnotherStoreIs410() throws {
        try server.block("192.0.2.1", token)
        for cursor in ["2", "1000", "9223372036854775807"] {
            let answer = try since(cursor)
            #expect(answer.status == 410, "\(cursor)")
            #expect(answer.detail?.contains("read the whole list") == true)
        }
        let stream = try server.get(RunningServer.blacklist + "stream/", token: token, headers: ["Last-Event-ID: 1000"])
        #expect(stream.status == 410)
    }

    @Test func wrongCursorsAndMixturesAreRefused() throws {
        for (query, detail) in [
            ("x", "since: expected a cursor from an earlier answer, or 0"), ("", "since: expected"),
            ("-1", "since: expected"), ("1.5", "since: expected"), ("9223372036854775808", "since: expected"),
            ("0&limit=1001", "limit: expected"), ("0&action=block", "action: expected without since"),
            ("0&cursor=YToxMA", "cursor: expected without since"), ("0&format=nft", "format: expected json with since"),
        ] {
            let answer = try since(query)
            #expect(answer.status == 400 && answer.detail?.hasPrefix(detail) == true, "\(query): \(answer.body)")
        }
        #expect(try since("0&format=json").status == 200)
    }
}
