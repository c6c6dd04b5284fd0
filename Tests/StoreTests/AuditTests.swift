import GRDB
import Packets
import Store
import Testing

@Suite struct AuditTests {
    @Test(arguments: [
        "UPDATE audit SET who = 'nobody'", "DELETE FROM audit", "DELETE FROM audit WHERE id = 1",
        "REPLACE INTO audit SELECT id, time, 'nobody', why, change, prefix, length, before, after FROM audit",
        "INSERT INTO audit SELECT * FROM audit WHERE true ON CONFLICT (id) DO UPDATE SET who = 'nobody'",
    ])
    func nothingChangesTheTrail(_ statement: String) throws {
        let store = try TemporaryFolderStore()
        try store.store.apply(Fixtures.entry("198.51.100.9"), by: "policy")
        let before = try store.store.contents()
        let other = try DatabaseQueue(path: store.store.path)
        let error = #expect(throws: DatabaseError.self) { try other.write { try $0.execute(sql: statement) } }
        #expect(error?.message == "the audit trail is append-only")
        #expect(try store.store.contents() == before)
    }

    @Test func itIsReadByPrefixTimeAndNumber() throws {
        let clock = Clock()
        let store = try TemporaryFolderStore { $0.clock = { clock.now } }
        for second: Int64 in 0..<10 {
            clock.advance()
            try store.store.apply(Fixtures.entry("198.51.100.\(second % 2)", at: second), by: "user \(second)")
        }
        let ids = { (change: (inout AuditQuery) -> Void) in
            var query = AuditQuery()
            change(&query)
            return try store.store.audit(query).map(\.id)
        }
        #expect(try ids { _ in } == Array((1...10).reversed()))
        #expect(try ids { $0.prefix = Fixtures.prefix("198.51.100.1") } == [10, 8, 6, 4, 2])
        #expect(try ids { $0.afterID = 8 } == [10, 9])
        #expect(try ids { ($0.beforeID, $0.limit) = (8, 2) } == [7, 6])
        #expect(try ids { ($0.order, $0.limit) = (.ascending, 3) } == [1, 2, 3])
        #expect(try ids { ($0.start, $0.end) = (Timestamp(seconds: 3), Timestamp(seconds: 5)) } == [4, 3])
    }
}
