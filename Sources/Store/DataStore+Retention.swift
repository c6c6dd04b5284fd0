import GRDB
import Packets

extension DataStore {
    /// Deletes the samples that are too old at `now`, the oldest evidence beyond its share, then the oldest samples until the database is no larger than configured,
    /// and gives the room back to the file system.
    ///
    /// The history of commands is kept within bounds of its own. In small transactions, so that others write in
    /// between; an error leaves what was done and is made good by the next call. Never deletes of the blacklist, the
    /// allowlist or the audit trail, which is kept for good.
    @discardableResult
    public func retain(now: Timestamp) throws -> RetentionReport {
        var report = RetentionReport()
        let oldest = now.advanced(bySeconds: -configuration.sampleAge)
        while true {
            let deleted = try deleteOldest(before: oldest)
            report.deletedByAge += deleted
            if deleted < configuration.retentionBatch { break }
        }
        report.deletedEvidence = try deleteEvidenceBeyondShare()
        while try usedBytes() > configuration.maximumBytes {
            let deleted = try deleteOldest(before: nil)
            report.deletedBySize += deleted
            if deleted == 0 {
                report.isTooLarge = true
                break
            }
        }
        report.forgottenOffences = try forgetOffences(before: now.advanced(bySeconds: -configuration.offenceAge))
        report.forgottenCommands = try forgetCommands()
        try giveBack()
        report.bytes = try fileBytes()
        return report
    }

    /// Deletes at most a batch of samples, the oldest first; answers how many.
    private func deleteOldest(before time: Timestamp?) throws -> Int {
        let older = SampleQuery.Sort.allCases.map { sort in
            "SELECT id, time FROM traffic_sample INDEXED BY traffic_sample_by_time "
                + "WHERE sample = '\(sort.rawValue)' AND time < ?1"
        }.joined(separator: " UNION ALL ")
        return try write { db in
            try db.execute(
                sql: """
                    DELETE FROM traffic_sample
                    WHERE id IN (SELECT id FROM (\(older) ORDER BY time, id LIMIT ?2))
                    """,
                arguments: [time?.nanoseconds ?? .max, max(1, configuration.retentionBatch)])
            return db.changesCount
        }
    }

    private func forgetOffences(before time: Timestamp) throws -> Int {
        try write { db in
            try db.execute(sql: "DELETE FROM offence WHERE expires_at < ?", arguments: [time.nanoseconds])
            return db.changesCount
        }
    }

    /// Bytes in use, without the pages that deleting made free.
    private func usedBytes() throws -> Int64 {
        let count = "(SELECT page_count FROM pragma_page_count)"
        return try read { try Self.bytes($0, "\(count) - (SELECT freelist_count FROM pragma_freelist_count)") }
    }

    private func fileBytes() throws -> Int64 {
        try read { try Self.bytes($0, "(SELECT page_count FROM pragma_page_count)") }
    }

    private static func bytes(_ db: Database, _ pages: String) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT (\(pages)) * (SELECT page_size FROM pragma_page_size)") ?? 0
    }

    /// Shortens the file by its free pages, a thousand in a transaction.
    private func giveBack() throws {
        while try write({ db in
            let free = try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
            if free > 0 { try db.execute(sql: "PRAGMA incremental_vacuum(1000)") }
            return free > 1_000
        }) {}
        // Only a checkpoint shortens the file itself; one that a reader is in the way of is done by the next commits.
        _ = try StoreError.mapping(path) { try pool.writeWithoutTransaction { try $0.checkpoint(.passive) } }
    }
}
