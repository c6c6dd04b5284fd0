import Foundation
import Packets
import Store
import Testing

@Suite struct CommandTests {
    let clock = Clock()
    let folder: TemporaryFolder
    let store: DataStore

    init() throws {
        folder = try TemporaryFolder()
        let clock = clock
        store = try folder.store {
            $0.clock = { clock.now }
            $0.maximumCommands = 10
            $0.maximumCommandBytes = 50_000
        }
    }

    private func run(
        _ account: Account?, _ status: CommandStatus = .done, cluster: Int64 = 1, stdout: String = "out",
        stderr: String = ""
    ) throws -> Int64 {
        let id = try store.beginCommand(
            accountID: account?.id, username: account?.name ?? "nobody", clusterID: cluster, command: "kubectl get pods"
        )
        if status == .running { return id }
        #expect(
            try store.finishCommand(
                id: id, status: status, returncode: status == .timeout ? nil : 0, stdout: stdout, stderr: stderr,
                truncated: false))
        return id
    }

    @Test func aCommandIsNotedWhenItBeginsAndWhenItEnds() throws {
        let alice = try store.made("alice")
        clock.advance(5)
        let id = try run(alice, .running)
        let running = try #require(try store.command(id: id))
        #expect(running.accountID == alice.id && running.username == "alice" && running.clusterID == 1)
        #expect(running.command == "kubectl get pods" && running.status == .running && running.returncode == nil)
        #expect(running.stdout == "" && running.stderr == "" && !running.truncated)
        #expect(running.startedAt == Timestamp(seconds: 5) && running.endedAt == nil)
        clock.advance(2)
        // NUL and what is no ASCII are kept.
        let finish = {
            try store.finishCommand(
                id: id, status: .failed, returncode: 1, stdout: "a\u{0}b é", stderr: "no", truncated: true)
        }
        #expect(try finish())
        #expect(try !finish())
        #expect(
            try !store.finishCommand(id: 99, status: .done, returncode: 0, stdout: "", stderr: "", truncated: false))
        let ended = try #require(try store.command(id: id))
        #expect(ended.status == .failed && ended.returncode == 1 && ended.stdout == "a\u{0}b é" && ended.stderr == "no")
        #expect(ended.truncated && ended.startedAt == running.startedAt && ended.endedAt == Timestamp(seconds: 7))
        #expect(try store.command(id: 99) == nil)
        try store.close()
        #expect(try folder.store().command(id: id) == ended)
    }

    @Test func outputsAreCutBetweenCharacters() throws {
        // Two octets each, so that an odd bound lies within one.
        let long = String(repeating: "é", count: 5_000)
        let id = try run(nil, stdout: long, stderr: "short")
        var query = CommandQuery()
        let output = { (bytes: Int?) in
            query.outputBytes = bytes
            return try #require(try store.commands(matching: query).first)
        }
        for (bytes, kept) in [(0, 0), (1, 0), (2, 1), (4_095, 2_047), (4_096, 2_048), (4_097, 2_048), (9_999, 4_999)] {
            let found = try output(bytes)
            #expect(found.stdout == String(repeating: "é", count: kept), "\(bytes)")
            #expect(found.stderr == String("short".prefix(bytes)) && found.truncated)
        }
        for bytes in [nil, 10_000, Int.max] {
            let found = try output(bytes)
            #expect(found.stdout == long && !found.truncated)
        }
        #expect(try store.command(id: id)?.stdout == long)
    }

    @Test func theHistoryIsFilteredAndPaged() throws {
        let alice = try store.made("alice")
        let bob = try store.made("bob")
        var ids: [Int64] = []
        for number: Int64 in 0..<8 {
            let status = CommandStatus.allCases[Int(number % 4)]
            ids.append(try run(number % 2 == 0 ? alice : bob, status, cluster: number / 4))
            clock.advance()
        }
        let found = { (change: (inout CommandQuery) -> Void) in
            var query = CommandQuery()
            change(&query)
            let all = try store.commands(matching: query).map { try #require(ids.firstIndex(of: $0.id)) }
            if query.page.limit == 100 { #expect(try store.commandCount(matching: query) == all.count) }
            return all
        }
        #expect(try found { _ in } == [7, 6, 5, 4, 3, 2, 1, 0])
        #expect(try found { $0.page.order = .ascending } == [0, 1, 2, 3, 4, 5, 6, 7])
        #expect(try found { $0.accountID = alice.id } == [6, 4, 2, 0])
        #expect(try found { $0.clusterID = 1 } == [7, 6, 5, 4])
        #expect(try found { $0.status = .running } == [4, 0])
        #expect(try found { ($0.start, $0.end) = (Timestamp(seconds: 2), Timestamp(seconds: 5)) } == [4, 3, 2])
        #expect(try found { ($0.accountID, $0.clusterID, $0.status) = (bob.id, 0, .done) } == [1])
        #expect(try found { $0.page = IDPage(order: .descending, beforeID: ids[5], limit: 2) } == [4, 3])
        #expect(try found { $0.page = IDPage(order: .ascending, afterID: ids[5], limit: 1) } == [6])
    }

    @Test func theHistoryOutlivesAccountsAndClusters() throws {
        _ = try store.made("alice")
        let bob = try store.made("bob")
        let cluster = try store.madeCluster("prod")
        let id = try run(bob, cluster: cluster.id)
        try store.deleteCluster(id: cluster.id)
        _ = try store.removeAccount(uuid: bob.uuid)
        let found = try #require(try store.command(id: id))
        #expect(found.accountID == nil && found.username == "bob" && found.clusterID == cluster.id)
        // An account that goes while its request is under way.
        #expect(try store.command(id: try run(bob))?.accountID == nil)
    }

    @Test func whatAStoppedProcessLeftIsEnded() throws {
        let done = try run(nil)
        let left = [try run(nil, .running), try run(nil, .running)]
        clock.advance()
        #expect(try store.endInterruptedCommands() == 2)
        #expect(try store.endInterruptedCommands() == 0)
        for id in left {
            let found = try #require(try store.command(id: id))
            #expect(found.status == .failed && found.returncode == nil && found.stderr.contains("stopped"))
            #expect(found.endedAt == clock.now)
        }
        #expect(try store.command(id: done)?.status == .done)
    }

    @Test func theOldestGoByNumberAndBySizeButNotWhatRuns() throws {
        let running = try run(nil, .running)
        let ids = try (0..<14).map { _ in try run(nil, stdout: String(repeating: "x", count: 100)) }
        #expect(try store.retain(now: Fixtures.noon).forgottenCommands == 4)
        let left = { try store.commands(matching: CommandQuery()).map(\.id) }
        #expect(try left() == ids.suffix(10).reversed() + [running])
        #expect(try store.retain(now: Fixtures.noon).forgottenCommands == 0)
        _ = try run(nil, stdout: String(repeating: "x", count: 49_700))
        #expect(try store.retain(now: Fixtures.noon).forgottenCommands == 7)
        #expect(try left().count == 5)
        #expect(try store.integrityCheck() == [])
    }
}
