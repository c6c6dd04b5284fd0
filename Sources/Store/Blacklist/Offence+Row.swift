import Detection
import Foundation
import GRDB
import Packets

extension Offence {
    /// Counts an automatic block of one address and answers how many it had; 0 for any other entry.
    ///
    /// A block that begins before the last one is over belongs to it: another sensor's, or one sent twice.
    static func note(_ entry: BlacklistEntry, _ db: Database) throws -> Int {
        guard entry.origin == .auto, entry.action == .block, entry.prefix.isHost else { return 0 }
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO offence (address, simulated, blocks, expires_at) VALUES (?, ?, 1, ?)
                ON CONFLICT (address, simulated) DO UPDATE SET
                    blocks = blocks + (? >= expires_at), expires_at = max(expires_at, excluded.expires_at)
                RETURNING blocks
                """)
        return try Int.fetchOne(
            statement,
            arguments: [
                entry.prefix.address.octets, entry.simulated, entry.expiresAt?.nanoseconds ?? .max,
                entry.createdAt.nanoseconds,
            ]) ?? 0
    }
}

extension DataStore {
    /// How often each address was blocked, to feed `BlacklistPolicy.recall`; the latest last.
    ///
    /// `simulated` is to be whether the policy only observes: what it would have blocked then is no block now.
    public func offences(simulated: Bool = false) throws -> [Offence] {
        try read { db in
            let sql = "SELECT address, blocks, expires_at FROM offence WHERE simulated = ? ORDER BY expires_at, address"
            let rows = try Row.fetchCursor(db, sql: sql, arguments: [simulated])
            return try Array(
                rows.map { row in
                    Offence(
                        address: try row.required(0, "address") { IPAddress(octets: $0) }, blocks: row[1],
                        expires: Timestamp(nanoseconds: row[2]))
                })
        }
    }
}
