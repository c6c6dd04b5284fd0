import Foundation
import TestSupport
import Testing

/// Server-sent events of the blacklist's changes.
@Suite struct StreamTests {
    let server: RunningServer
    let token: String

    init() throws {
        server = try RunningServer()
        token = try server.register("admin")
    }

    @Test func changesArriveAsTheyAreMade() throws {
        try server.block("192.0.2.1", token)
        let stream = try EventStream(server, token)
        let made = try server.block("192.0.2.2", token, more: #","ttl":1"#)
        _ = try server.send("DELETE", RunningServer.blacklist + "1/", token: token)
        // What was there before is not told; the end of an entry is.
        #expect(eventually { stream.events.count == 3 })
        #expect(
            stream.events.map { "\($0.name) \($0.ip)" } == ["add 192.0.2.2", "remove 192.0.2.1", "expire 192.0.2.2"])
        let add = try #require(stream.events.first)
        #expect(add.data["sequence"] as? Int == add.id && add.data["change"] as? String == "add")
        #expect((add.data["entry"] as? [String: Any])?["id"] as? Int == made.id)
        #expect(stream.text.hasPrefix("retry: "))
        let answer = try server.get(RunningServer.blacklist + "?since=1", token: token)
        let changes = try #require(answer["changes"] as? [[String: Any]])
        #expect(changes.compactMap { $0["sequence"] as? Int } == stream.events.map(\.id))
    }

    @Test func textOfManyLinesIsOneEvent() throws {
        let stream = try EventStream(server, token)
        let body = #"{"ip":"192.0.2.1","action":"block","reason":"a\n\ndata: {}\r\nevent: remove\u2028é"}"#
        #expect(try server.post(RunningServer.blacklist, token: token, body).status == 201)
        try server.block("192.0.2.2", token)
        #expect(eventually { stream.events.count == 2 })
        #expect(stream.events.map(\.name) == ["add", "add"])
        #expect(stream.events.first?.data["why"] as? String == "a\n\ndata: {}\r\nevent: remove\u{2028}é")
    }

    @Test func manyClientsGetTheSame() throws {
        let streams = try (0..<5).map { _ in try EventStream(server, token) }
        for number in 1...20 { try server.block("192.0.2.\(number)", token) }
        for stream in streams {
            #expect(eventually { stream.events.count == 20 })
            #expect(stream.events.map(\.ip) == (1...20).map { "192.0.2.\($0)" })
        }
    }

    @Test func changeOfAnotherProcessArrives() throws {
        let stream = try EventStream(server, token)
        _ = try server.python(
            """
            import sqlite3, sys, time
            store = sqlite3.connect(sys.argv[1], timeout=30)
            store.execute("INSERT INTO audit (time, who, why, change, prefix, length) VALUES (?, 'x', 'y',"
                " 'blacklist.remove', ?, 128)", (time.time_ns(), bytes(10) + b"\\xff\\xff" + bytes((192, 0, 2, 9))))
            store.commit()
            """)
        #expect(eventually { stream.events.first?.ip == "192.0.2.9" })
    }

    @Test func whoComesBackAfterARestartMissesNothing() throws {
        let first = try EventStream(server, token)
        try server.block("192.0.2.1", token)
        #expect(eventually { first.events.count == 1 })
        let last = try #require(first.events.last?.id)
        first.breakOff()
        try server.block("192.0.2.2", token)
        server.cutPower()
        let restarted = try RunningServer(folder: server.folder)
        try restarted.block("192.0.2.3", token)
        let second = try EventStream(restarted, token, headers: ["Last-Event-ID: \(last)"])
        try restarted.block("192.0.2.4", token)
        #expect(eventually { second.events.count == 3 })
        #expect(second.events.map(\.ip) == ["192.0.2.2", "192.0.2.3", "192.0.2.4"])
        #expect(second.events.map(\.id) == [last + 1, last + 2, last + 3])
    }

    @Test func startIsSaidSoThatNothingIsMissedBeforeTheFirstEvent() throws {
        try server.block("192.0.2.1", token)
        let first = try EventStream(server, token)
        #expect(first.text.contains("\nid: 1\n"))
        first.breakOff()
        try server.block("192.0.2.2", token)
        let second = try EventStream(server, token, headers: ["Last-Event-ID: 1"])
        #expect(eventually { second.events.map(\.ip) == ["192.0.2.2"] })
    }

    @Test func trailOfManyReadingsArrivesWhole() throws {
        _ = try server.python(
            """
            import sqlite3, sys, time
            store = sqlite3.connect(sys.argv[1], timeout=30)
            store.executemany("INSERT INTO audit (time, who, why, change, prefix, length) VALUES (?, 'x', 'y',"
                " 'blacklist.remove', ?, 128)",
                ((time.time_ns(), bytes(10) + b"\\xff\\xff" + bytes((10, 0, n >> 8, n & 255))) for n in range(2345)))
            store.commit()
            """)
        let stream = try EventStream(server, token, headers: ["Last-Event-ID: 0"])
        #expect(eventually { stream.events.count == 2_345 })
        #expect(stream.events.map(\.id) == Array(1...2_345))
    }

    @Test func wrongPositionsAreRefused() throws {
        for id in ["x", "-1", "1.5", "9223372036854775808"] {
            let answer = try server.get(
                RunningServer.blacklist + "stream/", token: token, headers: ["Last-Event-ID: \(id)"])
            #expect(answer.status == 400 && answer.detail?.hasPrefix("Last-Event-ID: expected") == true, "\(id)")
        }
        #expect(try server.get(RunningServer.blacklist + "stream/").status == 401)
    }
}
