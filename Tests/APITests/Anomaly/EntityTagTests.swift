import Foundation
import TestSupport
import Testing

/// `ETag` and `If-None-Match` of the lists.
@Suite struct EntityTagTests {
    let server: RunningServer
    let token: String
    let path = RunningServer.blacklist + "?format=plain"

    init() throws {
        server = try RunningServer()
        token = try server.register("admin")
    }

    private func status(_ known: String...) throws -> Int {
        try server.get(path, token: token, headers: known.map { "If-None-Match: \($0)" }).status
    }

    private func tag() throws -> String {
        try #require(try server.get(path, token: token).headers["etag"])
    }

    @Test func whatTheClientHasIsNotSentAgain() throws {
        try server.block("192.0.2.1", token)
        let tag = try tag()
        #expect(tag.wholeMatch(of: /W\/"[^"]+"/) != nil)
        let answer = try server.get(path, token: token, headers: ["If-None-Match: \(tag)"])
        #expect(answer.status == 304 && answer.body.isEmpty && answer.headers["etag"] == tag)
        #expect(answer.headers["cache-control"] == "no-cache")
        for known in ["*", "\"x\", \(tag)", "\(tag),\"x\"", " \(tag) ", String(tag.dropFirst(2))] {
            #expect(try status(known) == 304, "\(known)")
        }
        #expect(try status("\"x\"", tag) == 304)
        for unknown in ["\"x\"", "W/\"x\"", "x", "", "\"\(tag)\"", "W/", "**"] {
            #expect(try status(unknown) == 200, "\(unknown)")
        }
        for format in ["json", "ndjson", "nft", "ipset", "nginx", "haproxy"] {
            let path = RunningServer.blacklist + "?format=\(format)"
            #expect(try server.get(path, token: token, headers: ["If-None-Match: \(tag)"]).status == 304, "\(format)")
        }
    }

    @Test func everyChangeMakesANewTag() throws {
        var seen = [try tag()]
        let changes: [() throws -> Answer] = [
            { try server.block("192.0.2.1", token) },
            { try server.block("192.0.2.1", token, more: #","ttl":600"#) },
            { try server.send("PATCH", RunningServer.blacklist + "1/", token: token, json: #"{"ttl":700}"#) },
            { try server.allow("192.0.2.128/25", token) },
            { try server.send("DELETE", RunningServer.allowlist + "1/", token: token) },
            { try server.send("DELETE", RunningServer.blacklist + "1/", token: token) },
        ]
        for (index, change) in changes.enumerated() {
            let answer = try change()
            try #require((200..<300).contains(answer.status), "\(index): \(answer.body)")
            let new = try tag()
            #expect(!seen.contains(new), "\(index)")
            for old in seen { #expect(try status(old) == 200) }
            #expect(try status(new) == 304)
            seen.append(new)
        }
    }

    @Test func whatIsOverMakesANewTag() throws {
        try server.block("203.0.113.9", token, more: #","ttl":1"#)
        let old = try server.get(path, token: token)
        #expect(old.body.contains("203.0.113.9\n"))
        let tag = try #require(old.headers["etag"])
        let isNew = try eventually { try status(tag) == 200 }
        #expect(isNew)
        // No tag that belongs to the list with the entry comes with the list without.
        let new = try server.get(path, token: token)
        #expect(!new.body.contains("203.0.113.9\n") && new.headers["etag"] != tag)
    }

    @Test func wrongQueryIsRefusedThoughTheTagIsKnown() throws {
        let tag = try tag()
        let answer = try server.get(
            RunningServer.blacklist + "?format=nft&limit=5", token: token, headers: ["If-None-Match: \(tag)"])
        #expect(answer.status == 400)
        #expect(try server.get(path, headers: ["If-None-Match: *"]).status == 401)
    }

    @Test func headTellsTheTag() throws {
        let head = try server.send("HEAD", path, token: token)
        #expect(head.status == 200)
        #expect(head.headers["etag"] == (try tag()))
    }
}
