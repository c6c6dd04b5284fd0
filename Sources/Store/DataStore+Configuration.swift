import Foundation
import GRDB
import Packets

extension DataStore {
    /// What of a store can be chosen.
    public struct Configuration: Sendable {
        /// Seconds that a traffic sample is kept after its window. Default 30 days.
        public var sampleAge: Int64 = 2_592_000
        /// Bytes that the database may take before the oldest samples go, its log (some MiB) not counted.
        /// Default 2 GiB: some 9 million samples, half of them verdicts.
        public var maximumBytes: Int64 = 2_147_483_648
        /// Seconds after the end of its last block for which an address's blocks are remembered. Default 7 days.
        public var offenceAge: Int64 = 604_800
        /// Commands that the history keeps; the oldest go first. Default 100,000.
        public var maximumCommands = 100_000
        /// Bytes of output that the history keeps; the oldest commands go first. Default 256 MiB.
        public var maximumCommandBytes: Int64 = 268_435_456
        /// Seconds to wait for another process that writes. Default 5.
        public var busySeconds: Double = 5
        /// Samples that retention deletes in one transaction. Default 5,000.
        public var retentionBatch = 5_000
        /// The wall clock, which dates the audit trail and what the API keeps, and says which entries of the allowlist
        /// and which tokens are over. Nothing about samples asks it.
        public var clock: @Sendable () -> Timestamp = {
            Timestamp(nanoseconds: Int64(Date().timeIntervalSince1970 * 1_000_000) * 1_000)
        }

        public init() {}

        /// The settings of each connection.
        var connection: GRDB.Configuration {
            var connection = GRDB.Configuration()
            connection.label = "weir"
            connection.busyMode = .timeout(busySeconds)
            connection.foreignKeysEnabled = true
            // Errors must not carry addresses or reasons into a log.
            connection.publicStatementArguments = false
            connection.prepareDatabase { db in
                if db.configuration.readonly { return }
                if try Int.fetchOne(db, sql: "PRAGMA page_count") == 0 {
                    // Only an empty database takes it; lets retention give pages back without a VACUUM.
                    try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
                    // The first write of all, so that what is ours is never taken for another program's.
                    try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
                }
                // What a large transaction leaves of the log; it would keep its greatest length otherwise.
                try db.execute(sql: "PRAGMA journal_size_limit = 16777216")
            }
            return connection
        }
    }
}
