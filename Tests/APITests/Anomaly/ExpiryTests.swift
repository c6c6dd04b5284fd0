import Foundation
import TestSupport
import Testing

/// When entries end: `ttl`, `expires_at`, null.
@Suite struct ExpiryTests {
    let server: RunningServer
    let token: String

    init() throws {
        server = try RunningServer()
        token = try server.register("admin")
    }

    @Test func bothFormsAreTheSameInstant() throws {
        let byTTL = try server.block("192.0.2.1", token, more: #","ttl":3600"#)
        #expect(byTTL.seconds == 3_600)
        let instant = "2250-01-31T13:30:00.25+01:30"
        let byInstant = try server.block("192.0.2.2", token, more: #","expires_at":"\#(instant)""#)
        #expect(byInstant["expires_at"] as? String == "2250-01-31T12:00:00.250000Z")
        for field in ["ttl", "expires_at"] {
            #expect(try server.block("192.0.2.3", token, more: #","\#(field)":null"#)["expires_at"] is NSNull)
        }
    }

    @Test func wrongEndsAreRefusedAndNamed() throws {
        for (more, detail) in [
            (#""ttl":0"#, "ttl: expected a whole number from 1 to 315360000, not 0"),
            (#""ttl":-5"#, "ttl: expected"), (#""ttl":315360001"#, "ttl: expected"), (#""ttl":1.5"#, "ttl: expected"),
            (#""ttl":"60""#, "ttl: expected a whole number from 1 to 315360000, not a string"),
            (#""ttl":true"#, "ttl: expected"), (#""ttl":1e30"#, "ttl: expected"),
            (#""ttl":60,"expires_at":"2250-01-01T00:00:00Z""#, "ttl: expected alone, not with expires_at"),
            (#""ttl":null,"expires_at":null"#, "ttl: expected alone, not with expires_at"),
            (#""expires_at":"2020-01-01T00:00:00Z""#, "expires_at: expected an instant to come"),
            (#""expires_at":"2250-01-01""#, "expires_at: expected an RFC 3339 instant"),
            (#""expires_at":"2250-02-29T00:00:00Z""#, "expires_at: expected an RFC 3339 instant"),
            (#""expires_at":"2250-01-01T24:00:00Z""#, "expires_at: expected an RFC 3339 instant"),
            (#""expires_at":"2250-01-01T00:00:00""#, "expires_at: expected an RFC 3339 instant"),
            (#""expires_at":"9999-01-01T00:00:00Z""#, "expires_at: expected an RFC 3339 instant"),
            (#""expires_at":4102444800"#, "expires_at: expected a string"),
        ] {
            for path in [RunningServer.blacklist, RunningServer.allowlist] {
                let action = path == RunningServer.blacklist ? #""action":"block","# : ""
                let body = #"{"ip":"192.0.2.1",\#(action)"reason":"x",\#(more)}"#
                let answer = try server.post(path, token: token, body)
                #expect(answer.status == 400 && answer.detail?.hasPrefix(detail) == true, "\(more): \(answer.body)")
            }
        }
    }

    @Test func whatIsOverIsGoneEverywhereAndTold() throws {
        let id = try #require(try server.block("192.0.2.1", token, more: #","ttl":1"#).id)
        #expect(try server.block("192.0.2.2", token).status == 201)
        #expect(try server.allow("198.51.100.1", token, more: #","ttl":1"#).status == 201)
        let isGone = try eventually {
            try server.get(RunningServer.blacklist + "\(id)/", token: token).status == 404
        }
        #expect(isGone)
        #expect(try server.addresses(RunningServer.blacklist, token) == ["192.0.2.2"])
        #expect(try server.get(RunningServer.blacklist, token: token)["count"] as? Int == 1)
        let plain = try server.get(RunningServer.blacklist + "?format=plain", token: token)
        #expect(!plain.body.contains("192.0.2.1\n") && plain.body.contains("192.0.2.2\n"))
        #expect(try eventually { try server.addresses(RunningServer.allowlist, token).isEmpty })
        // What it covered may be listed again.
        #expect(try server.block("198.51.100.1", token).status == 201)
        let isTold = try eventually {
            let changes = try server.get(RunningServer.blacklist + "?since=0", token: token)["changes"]
            return (changes as? [[String: Any]])?.contains { $0["change"] as? String == "expire" } ?? false
        }
        #expect(isTold)
    }

    @Test func entryThatIsOverIsNotChangedBackToLife() throws {
        let id = try #require(try server.block("192.0.2.1", token, more: #","ttl":1"#).id)
        let path = RunningServer.blacklist + "\(id)/"
        #expect(try eventually { try server.get(path, token: token).status == 404 })
        #expect(try server.send("PATCH", path, token: token, json: #"{"ttl":600}"#).status == 404)
    }
}
