import GRDB

/// The tables, as a list of changes since the first.
///
/// A migration that has shipped never changes and never goes; what is new comes behind.
enum Schema {
    /// `Weir` in ASCII: marks the file as ours (https://www.sqlite.org/fileformat.html, offset 68).
    static let applicationID: Int32 = 0x5765_6972

    /// All changes, in order.
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 traffic samples") { try $0.execute(sql: trafficSamples) }
        migrator.registerMigration("2 blacklist") { try $0.execute(sql: blacklist) }
        migrator.registerMigration("3 allowlist") { try $0.execute(sql: allowlist) }
        migrator.registerMigration("4 audit") { try $0.execute(sql: audit) }
        migrator.registerMigration("5 accounts") { try $0.execute(sql: accounts) }
        migrator.registerMigration("6 clusters") { try $0.execute(sql: clusters) }
        migrator.registerMigration("7 commands") { try $0.execute(sql: commands) }
        migrator.registerMigration("8 allowlist expiry") { try $0.execute(sql: allowlistExpiry) }
        migrator.registerMigration("9 blacklist order") { try $0.execute(sql: blacklistOrder) }
        migrator.registerMigration("10 incidents") { try $0.execute(sql: incidents) }
        migrator.registerMigration("11 evidence") { try $0.execute(sql: evidence) }
        migrator.registerMigration("12 sensor state") { try $0.execute(sql: sensorState) }
        return migrator
    }()
}
