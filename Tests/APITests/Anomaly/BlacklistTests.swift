import Foundation
import TestSupport
import Testing

/// Entries of the blacklist: made, read, changed, removed.
@Suite struct BlacklistTests {
    let server: RunningServer
    let token: String

    init() throws {
        server = try RunningServer()
        token = try server.register("admin")
    }

    @Test func newEntryIsAnsweredWholeAndFoundAgain() throws {
        let made = try server.block("203.0.113.7", token)
        #expect(made.status == 201)
        #expect(
            Set(made.object.keys) == [
                "id", "ip", "action", "reason", "origin", "score", "sensor", "created_at", "expires_at", "simulated",
            ])
        #expect(made["ip"] as? String == "203.0.113.7" && made["action"] as? String == "block")
        #expect(made["reason"] as? String == "a test" && made["origin"] as? String == "manual")
        #expect(made["score"] is NSNull && made["sensor"] is NSNull && made["expires_at"] is NSNull)
        #expect(made["simulated"] as? Bool == false)
        #expect((made["created_at"] as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/) != nil)
        let id = try #require(made.id)
        let read = try server.get(RunningServer.blacklist + "\(id)/", token: token)
        #expect(read.status == 200 && read.body == made.body)
        let list = try server.get(RunningServer.blacklist, token: token)
        #expect(list["count"] as? Int == 1 && list.results.first?["id"] as? Int == id)
        #expect(list["next"] is NSNull && list["previous"] is NSNull)
    }

    @Test func sameBlockAgainReplacesTheEntryUnderItsNumber() throws {
        let first = try server.block("203.0.113.0/24", token)
        let second = try server.block("203.0.113.99/24", token, action: "monitor", more: #","ttl":60"#)
        #expect(first.status == 201 && second.status == 200 && first.id == second.id)
        #expect(second["action"] as? String == "monitor" && second.seconds == 60)
        #expect(try server.get(RunningServer.blacklist, token: token)["count"] as? Int == 1)
        // A block and an address in it are two entries.
        #expect(try server.block("203.0.113.99", token).status == 201)
    }

    @Test func hostBitsAreClearedAndAddressesWrittenOneWay() throws {
        for (given, kept) in [
            ("192.0.2.77/24", "192.0.2.0/24"), ("192.0.2.1/32", "192.0.2.1"), ("0.0.0.0/0", "0.0.0.0/0"),
            ("2001:DB8:0:0::0001", "2001:db8::1"), ("2001:db8::1/32", "2001:db8::/32"),
            ("2001:db8::/128", "2001:db8::"),
            ("::ffff:198.51.100.4", "198.51.100.4"), ("::/0", "::/0"), ("::1", "::1"),
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
        ] {
            let made = try server.block(given, token)
            #expect(made.status == 201 && made["ip"] as? String == kept, "\(given): \(made.body)")
        }
    }

    @Test func whatIsNoAddressIsRefusedAndNamed() throws {
        for ip in [
            "", "x", "192.0.2", "192.0.2.256", "192.0.2.1/33", "192.0.2.1/-1", "192.0.2.1/", "192.0.2.1/ 24",
            " 192.0.2.1",
            "192.0.02.1", "0x7f.0.0.1", "192.0.2.1/24/24", "2001:db8::1/129", "2001:db8:::1", "fe80::1%eth0", "::1::",
            "[::1]", "192.0.2.1,192.0.2.2", "٣.٣.٣.٣", "2001:db8::12345", "::ffff:10.0.0.0/8", "::ffff:0:0/96",
            "::ffff:10.0.0.0/104",
        ] {
            let answer = try server.block(ip, token)
            #expect(answer.status == 400 && answer.detail?.hasPrefix("ip: expected ") == true, "\(ip): \(answer.body)")
        }
        #expect(try server.get(RunningServer.blacklist, token: token)["count"] as? Int == 0)
    }

    @Test func missingAndWrongFieldsAreNamed() throws {
        for (body, detail) in [
            ("{}", "ip is required"), (#"{"ip":"192.0.2.1"}"#, "action is required"),
            (#"{"ip":"192.0.2.1","action":"block"}"#, "reason is required"),
            (#"{"ip":"192.0.2.1","action":"ban","reason":"x"}"#, "action: expected block, rate_limit, monitor"),
            (#"{"ip":"192.0.2.1","action":null,"reason":"x"}"#, "action: expected block, rate_limit, monitor"),
            (#"{"ip":1,"action":"block","reason":"x"}"#, "ip: expected a string of 2 to 43 characters, not a number"),
            (#"{"ip":"192.0.2.1","action":"block","reason":""}"#, "reason: expected a string of 1 to 1000 characters"),
            (#"{"ip":"192.0.2.1","action":"block","reason":"x","why":1}"#, "unknown field: why"),
            (#"{"ip":"192.0.2.1","action":"block","reason":"a\u0000b"}"#, "reason: expected "),
        ] {
            let answer = try server.post(RunningServer.blacklist, token: token, body)
            #expect(answer.status == 400 && answer.detail?.hasPrefix(detail) == true, "\(body): \(answer.body)")
        }
    }

    @Test func reasonIsKeptAsItIs() throws {
        let reason = #"\"quotes\" \\ \n\t é 日本 \ud83d\ude00 </script>"#
        let made = try server.post(
            RunningServer.blacklist, token: token, #"{"ip":"192.0.2.1","action":"block","reason":"\#(reason)"}"#)
        #expect(made["reason"] as? String == "\"quotes\" \\ \n\t é 日本 😀 </script>")
    }

    @Test func changeKeepsWhatItDoesNotName() throws {
        let made = try server.block("203.0.113.7", token, more: #","ttl":600"#)
        let path = RunningServer.blacklist + "\(try #require(made.id))/"
        let changed = try server.send("PATCH", path, token: token, json: #"{"action":"rate_limit"}"#)
        #expect(changed.status == 200 && changed["action"] as? String == "rate_limit")
        #expect(changed["expires_at"] as? String == made["expires_at"] as? String)
        #expect(changed["reason"] as? String == "a test")
        let forGood = try server.send("PATCH", path, token: token, json: #"{"expires_at":null,"reason":"b"}"#)
        #expect(forGood["expires_at"] is NSNull && forGood["reason"] as? String == "b")
        for (body, detail) in [
            ("{}", "the body: expected at least one of action, reason, ttl, expires_at"),
            (#"{"ip":"192.0.2.1"}"#, "unknown field: ip"), (#"{"action":"x"}"#, "action: expected"),
        ] {
            let refused = try server.send("PATCH", path, token: token, json: body)
            #expect(refused.status == 400 && refused.detail?.hasPrefix(detail) == true, "\(refused.body)")
        }
    }

    @Test func removedEntryIsGoneAndItsNumberIsNotUsedAgain() throws {
        let id = try #require(try server.block("203.0.113.7", token).id)
        let path = RunningServer.blacklist + "\(id)/"
        let removed = try server.send("DELETE", path, token: token)
        #expect(removed.status == 204 && removed.body.isEmpty)
        for method in ["GET", "DELETE"] {
            let answer = try server.send(method, path, token: token)
            #expect(answer.status == 404 && answer.detail == "Blacklist entry not found")
        }
        #expect(try server.send("PATCH", path, token: token, json: #"{"reason":"x"}"#).status == 404)
        #expect(try #require(try server.block("203.0.113.7", token).id) > id)
    }

    @Test func numberThatCannotBeIs404() throws {
        for id in ["0", "-1", "+1", "1.0", "x", "9223372036854775808", "99999999999999999999", "%31%20", "１"] {
            let encoded = id.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed.union(["%"])) ?? id
            let answer = try server.get(RunningServer.blacklist + "\(encoded)/", token: token)
            #expect(answer.status == 404 && answer.detail == "Blacklist entry not found", "\(id): \(answer.body)")
        }
    }
}
