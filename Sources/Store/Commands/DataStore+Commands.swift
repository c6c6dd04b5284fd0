import Foundation
import GRDB
import Packets

extension DataStore {
    /// Notes, durably, that a command begins; answers its number. An account that is gone leaves its name.
    public func beginCommand(
        accountID: Int64?, username: String, clusterID: Int64, command: String
    ) throws -> Int64 {
        try writeDurably { db in
            try db.execute(
                sql: """
                    INSERT INTO command (account_id, username, cluster_id, command, status, truncated, started_at, bytes)
                    VALUES ((SELECT id FROM account WHERE id = ?), ?, ?, ?, ?, 0, ?, 0)
                    """,
                arguments: [
                    accountID, username, clusterID, command, CommandStatus.running.rawValue,
                    self.configuration.clock().nanoseconds,
                ])
            return db.lastInsertedRowID
        }
    }

    /// Notes, durably, what became of a command. Answers false, and changes nothing, where it does not run (any more).
    @discardableResult
    public func finishCommand(
        id: Int64, status: CommandStatus, returncode: Int?, stdout: String, stderr: String, truncated: Bool
    ) throws -> Bool {
        try writeDurably { db in
            try self.finish(id, status, returncode, stdout, stderr, truncated, db)
        }
    }

    /// The command of this number with its outputs whole; nil where there is none, or no longer.
    public func command(id: Int64) throws -> CommandRecord? {
        try read { db in
            let statement = try db.cachedStatement(sql: CommandRecord.select(whole: true) + " WHERE id = ?")
            return try Row.fetchOne(statement, arguments: [id]).map { try CommandRecord(row: $0, limit: .max) }
        }
    }

    /// The commands of one page.
    public func commands(matching query: CommandQuery) throws -> [CommandRecord] {
        let limit = query.outputBytes ?? .max
        let select = CommandRecord.select(whole: limit > CommandRecord.headBytes)
        return try read { db in
            try query.conditions.page(query.page, of: select, db) { try CommandRecord(row: $0, limit: limit) }
        }
    }

    /// How many commands match, whatever the page. O(history), which is bounded, but without its outputs.
    public func commandCount(matching query: CommandQuery) throws -> Int {
        try read { try query.conditions.count("command", $0) }
    }

    /// Notes, durably, that commands which a stopped process left running have failed; answers how many.
    ///
    /// To be called at start, by the one process that runs commands.
    @discardableResult
    public func endInterruptedCommands() throws -> Int {
        try writeDurably { db in
            let running = try Int64.fetchAll(
                db, sql: "SELECT id FROM command WHERE status = ?", arguments: [CommandStatus.running.rawValue])
            for id in running {
                _ = try self.finish(id, .failed, nil, "", "weir: stopped while the command ran\n", false, db)
            }
            return running.count
        }
    }

    private func finish(
        _ id: Int64, _ status: CommandStatus, _ returncode: Int?, _ stdout: String, _ stderr: String,
        _ truncated: Bool, _ db: Database
    ) throws -> Bool {
        let out = Data(stdout.utf8)
        let error = Data(stderr.utf8)
        try db.execute(
            sql: """
                UPDATE command SET status = ?, returncode = ?, truncated = ?, ended_at = ?, bytes = ?
                WHERE id = ? AND status = ?
                """,
            arguments: [
                status.rawValue, returncode, truncated, configuration.clock().nanoseconds, out.count + error.count, id,
                CommandStatus.running.rawValue,
            ])
        if db.changesCount == 0 { return false }
        let outHead = out.cut(to: CommandRecord.headBytes)
        let errorHead = error.cut(to: CommandRecord.headBytes)
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO command_output (command_id, stdout_head, stderr_head, stdout_rest, stderr_rest)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [id, outHead, errorHead, out.dropFirst(outHead.count), error.dropFirst(errorHead.count)])
        return true
    }

    /// Deletes the oldest commands beyond the bounds on the history; answers how many.
    func forgetCommands() throws -> Int {
        let bounds = configuration
        return try write { db in
            let row = try Row.fetchOne(db, sql: "SELECT count(*), coalesce(sum(bytes), 0) FROM command")
            let count: Int = row?[0] ?? 0
            let bytes: Int64 = row?[1] ?? 0
            if count <= bounds.maximumCommands, bytes <= bounds.maximumCommandBytes { return 0 }
            try db.execute(
                sql: """
                    DELETE FROM command WHERE status <> ? AND id <= (
                        SELECT max(id) FROM (
                            SELECT id, row_number() OVER latest AS number, sum(bytes) OVER latest AS total
                            FROM command WINDOW latest AS (ORDER BY id DESC)
                        ) WHERE number > ? OR total > ?)
                    """,
                arguments: [
                    CommandStatus.running.rawValue, max(0, bounds.maximumCommands), max(0, bounds.maximumCommandBytes),
                ])
            return db.changesCount
        }
    }
}
