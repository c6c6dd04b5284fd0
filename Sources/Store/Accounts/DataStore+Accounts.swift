import Foundation
import GRDB
import Packets

extension DataStore {
    /// Makes an account, durably. Without a `role` the first of all is an administrator and the others are analysts.
    ///
    /// `key` is the name as it is compared, and no two accounts have the same. With `onlyFirst` nothing is made where
    /// there is an account already. Of several calls at once one makes the first account.
    public func createAccount(
        name: String, key: String, passwordHash: String, role: AccountRole? = nil, onlyFirst: Bool = false
    ) throws -> AccountOutcome {
        try writeDurably { db in
            let isFirst = try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM account)") ?? false
            if onlyFirst, !isFirst { return .closed }
            if try Account.first(db, where: "name_key = ?", [key]) != nil { return .nameTaken }
            let uuid = UUID()
            let given = role ?? (isFirst ? .admin : .analyst)
            try db.execute(
                sql: """
                    INSERT INTO account (uuid, name, name_key, role, password_hash, generation, created_at)
                    VALUES (?, ?, ?, ?, ?, 1, ?)
                    """,
                arguments: [
                    uuid.stored, name, key, given.rawValue, passwordHash, self.configuration.clock().nanoseconds,
                ])
            return .created(try self.present(try Account.first(db, where: "uuid = ?", [uuid.stored]), "account"))
        }
    }

    /// The account whose name, as it is compared, is this.
    public func account(key: String) throws -> Account? {
        try read { try Account.first($0, where: "name_key = ?", [key]) }
    }

    public func account(uuid: UUID) throws -> Account? {
        try read { try Account.first($0, where: "uuid = ?", [uuid.stored]) }
    }

    /// All accounts, oldest first.
    public func accounts() throws -> [Account] {
        try read { db in
            try SQLConditions().page(IDPage(limit: .max), of: "SELECT \(Account.columns) FROM account", db) {
                try Account(row: $0)
            }
        }
    }

    public func accountCount() throws -> Int {
        try read { try SQLConditions().count("account", $0) }
    }

    /// Changes the password, durably, and ends what was given out before. With `expectedGeneration` only where the
    /// account still has it, so that of two changes at once the second is refused.
    public func setPassword(uuid: UUID, hash: String, expectedGeneration: Int64? = nil) throws -> AccountChange {
        try changeAccount(uuid) { account, db in
            if let expectedGeneration, expectedGeneration != account.generation { return .stale }
            try db.execute(
                sql: "UPDATE account SET password_hash = ?, generation = generation + 1 WHERE id = ?",
                arguments: [hash, account.id])
            return nil
        }
    }

    /// Replaces the hash of a password by another of the same password, as with better parameters; durably. What was
    /// given out stays good. Answers whether the account still had `old`.
    @discardableResult
    public func renewPasswordHash(uuid: UUID, old: String, new: String) throws -> Bool {
        try writeDurably { db in
            try db.execute(
                sql: "UPDATE account SET password_hash = ? WHERE uuid = ? AND password_hash = ?",
                arguments: [new, uuid.stored, old])
            return db.changesCount > 0
        }
    }

    /// Changes the role, durably, and ends what was given out before. The same role again changes nothing.
    public func setRole(uuid: UUID, role: AccountRole) throws -> AccountChange {
        try changeAccount(uuid) { account, db in
            if account.role == role { return nil }
            if try Self.isLastAdmin(account, db) { return .lastAdmin }
            try db.execute(
                sql: "UPDATE account SET role = ?, generation = generation + 1 WHERE id = ?",
                arguments: [role.rawValue, account.id])
            return nil
        }
    }

    /// Removes the account and its bindings, durably; its commands stay under its name.
    public func removeAccount(uuid: UUID) throws -> AccountChange {
        try changeAccount(uuid) { account, db in
            if try Self.isLastAdmin(account, db) { return .lastAdmin }
            try db.execute(sql: "DELETE FROM account WHERE id = ?", arguments: [account.id])
            return .done(account)
        }
    }

    /// Runs `body`; where it answers nothing, answers what has become of the account.
    private func changeAccount(
        _ uuid: UUID, _ body: (Account, Database) throws -> AccountChange?
    ) throws -> AccountChange {
        try writeDurably { db in
            guard let account = try Account.first(db, where: "uuid = ?", [uuid.stored]) else { return .notFound }
            if let outcome = try body(account, db) { return outcome }
            return .done(try self.present(try Account.first(db, where: "id = ?", [account.id]), "account"))
        }
    }

    private static func isLastAdmin(_ account: Account, _ db: Database) throws -> Bool {
        if account.role != .admin { return false }
        let admins = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM account WHERE role = ?", arguments: [AccountRole.admin.rawValue])
        return admins ?? 0 <= 1
    }

    /// What a transaction has just written and reads again.
    func present<Value>(_ value: Value?, _ name: String) throws -> Value {
        guard let value else { throw StoreError.failed(path: path, reason: "the \(name) just written is not there") }
        return value
    }
}

extension UUID {
    /// As the database keeps it, and as the API writes it.
    fileprivate var stored: String { uuidString.lowercased() }
}
