import Foundation
import GRDB
import Packets

/// A command that somebody ran in a cluster, and what came of it.
public struct CommandRecord: Sendable, Equatable {
    /// The store's number for it, never used again.
    public let id: Int64
    /// `Account.id`; nil where the account is gone.
    public let accountID: Int64?
    /// The name that the account had.
    public let username: String
    /// Of a cluster that may be gone.
    public let clusterID: Int64
    public let command: String
    public let status: CommandStatus
    /// Nil while it runs, and where it did not end by itself.
    public let returncode: Int?
    public let stdout: String
    public let stderr: String
    /// Whether more was put out than `stdout` and `stderr` show: never kept, or cut off by the query.
    public let truncated: Bool
    /// By the wall clock.
    public let startedAt: Timestamp
    /// By the wall clock; nil while it runs.
    public let endedAt: Timestamp?

    /// Octets of an output that are kept apart from its rest, for lists.
    static let headBytes = 4_096

    /// All columns, in the order in which they are read; the rest of the outputs only where asked for.
    static func select(whole: Bool) -> String {
        let rest = whole ? "stdout_rest, stderr_rest" : "x'', x''"
        return """
            SELECT id, account_id, username, cluster_id, command, status, returncode, truncated, started_at, ended_at,
                coalesce(stdout_head, x''), coalesce(stderr_head, x''), \(rest), bytes
            FROM command LEFT JOIN command_output ON command_id = id
            """
    }

    /// Reads `select`. Outputs have at most `limit` octets each.
    init(row: Row, limit: Int) throws {
        let ended: Int64? = row[9]
        let bytes: Int = row[14]
        let isTruncated: Bool = row[7]
        let read = { (head: Int, rest: Int) -> (text: String, bytes: Int) in
            let octets = (row[head] as Data? ?? Data()) + (row[rest] as Data? ?? Data())
            return (
                String(decoding: octets.cut(to: limit), as: UTF8.self), min(octets.count, octets.cut(to: limit).count)
            )
        }
        let out = read(10, 12)
        let error = read(11, 13)
        id = row[0]
        accountID = row[1]
        username = row[2]
        clusterID = row[3]
        command = row[4]
        status = try row.required(5, "status") { CommandStatus(rawValue: $0) }
        returncode = row[6]
        stdout = out.text
        stderr = error.text
        truncated = isTruncated || out.bytes + error.bytes < bytes
        startedAt = Timestamp(nanoseconds: row[8])
        endedAt = ended.map { Timestamp(nanoseconds: $0) }
    }
}

extension Data {
    /// The first octets, at most `limit`, that do not end within a character of UTF-8.
    func cut(to limit: Int) -> Data {
        if count <= limit { return self }
        var end = Swift.max(0, limit)
        while end > 0, self[startIndex + end] & 0xC0 == 0x80 { end -= 1 }
        return prefix(end)
    }
}
