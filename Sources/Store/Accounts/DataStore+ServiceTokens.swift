import Foundation
import GRDB
import Packets

extension DataStore {
    /// Nanoseconds between two notes of a token's use.
    private static let noteEvery: Int64 = 60_000_000_000

    /// Keeps a service token by its digest (at least 16 octets, no two alike), durably. One that is over gives its
    /// name up.
    public func createServiceToken(
        name: String, role: AccountRole, digest: Data, expiresAt: Timestamp? = nil, by who: String
    ) throws -> ServiceTokenOutcome {
        try writeDurably { db in
            let now = self.configuration.clock()
            try db.execute(
                sql: "DELETE FROM service_token WHERE name = ? AND expires_at <= ?",
                arguments: [name, now.nanoseconds])
            if try ServiceTokenRecord.first(db, where: "name = ?", [name]) != nil { return .nameTaken }
            try db.execute(
                sql: """
                    INSERT INTO service_token (name, role, digest, created_by, created_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [name, role.rawValue, digest, who, now.nanoseconds, expiresAt?.nanoseconds])
            return .created(try self.present(try ServiceTokenRecord.first(db, where: "name = ?", [name]), "token"))
        }
    }

    /// The token of this digest where it is not over at `time`, by default now.
    public func serviceToken(digest: Data, at time: Timestamp? = nil) throws -> ServiceTokenRecord? {
        let time = time ?? configuration.clock()
        return try read {
            try ServiceTokenRecord.first(
                $0, where: "digest = ? AND (expires_at IS NULL OR expires_at > ?)", [digest, time.nanoseconds])
        }
    }

    /// All tokens, those that are over too, oldest first.
    public func serviceTokens() throws -> [ServiceTokenRecord] {
        try read { db in
            let select = "SELECT \(ServiceTokenRecord.columns) FROM service_token"
            return try SQLConditions().page(IDPage(limit: .max), of: select, db) { try ServiceTokenRecord(row: $0) }
        }
    }

    /// Ends a token, durably; answers it, or nil where there is none.
    @discardableResult
    public func revokeServiceToken(id: Int64) throws -> ServiceTokenRecord? {
        try revoke("id = ?", [id])
    }

    /// Ends the token of this name, durably; answers it, or nil where there is none.
    @discardableResult
    public func revokeServiceToken(name: String) throws -> ServiceTokenRecord? {
        try revoke("name = ?", [name])
    }

    /// Notes that the token was used, at most once a minute; a power cut may take it back.
    public func touchServiceToken(id: Int64) throws {
        let now = configuration.clock().nanoseconds
        let condition = "id = ? AND (last_used_at IS NULL OR last_used_at <= ?)"
        let arguments: StatementArguments = [id, now - Self.noteEvery]
        // Most calls change nothing, and so must not wait for the writer.
        let isDue = try read { try ServiceTokenRecord.first($0, where: condition, arguments) != nil }
        if !isDue { return }
        try write {
            try $0.execute(
                sql: "UPDATE service_token SET last_used_at = ? WHERE \(condition)", arguments: [now] + arguments)
        }
    }

    private func revoke(_ condition: String, _ arguments: StatementArguments) throws -> ServiceTokenRecord? {
        try writeDurably { db in
            guard let token = try ServiceTokenRecord.first(db, where: condition, arguments) else { return nil }
            try db.execute(sql: "DELETE FROM service_token WHERE id = ?", arguments: [token.id])
            return token
        }
    }
}
