import Detection
import Foundation
import GRDB

extension DataStore {
    /// Share of the store's bytes that evidence may take: a quarter.
    static let evidenceShare: Int64 = 4

    /// Stores the packets of an incident whose verdict was stored before; false where its sample is not there. What
    /// comes later, when the incident is raised, takes the place of what came before.
    public func append(evidence pcapng: [UInt8], of incident: IncidentID, sensor: String) throws -> Bool {
        try write { db in
            let found = try Int64.fetchOne(
                db,
                sql: """
                    SELECT id FROM traffic_sample
                    WHERE incident = ? AND sensor = ?
                    ORDER BY id LIMIT 1
                    """,
                arguments: [Int64(bitPattern: incident.value), sensor])
            guard let found else { return false }
            try db.run(
                "INSERT OR REPLACE INTO evidence (sample_id, bytes, pcapng) VALUES (?, ?, ?)",
                [found, pcapng.count, Data(pcapng)])
            return true
        }
    }

    /// The sample of this number with its packets; nil where there are none.
    public func evidence(ofSample id: Int64) throws -> StoredEvidence? {
        let text = JSONText()
        return try read { db in
            let sql = "SELECT id, \(TrafficSample.columns) FROM traffic_sample WHERE id = ?"
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [id]),
                let pcapng = try Data.fetchOne(
                    db, sql: "SELECT pcapng FROM evidence WHERE sample_id = ?", arguments: [id])
            else { return nil }
            return StoredEvidence(sample: try TrafficSample(row: row, text), pcapng: pcapng)
        }
    }

    /// Bytes of all evidence.
    public func evidenceBytes() throws -> Int64 {
        try read { try Int64.fetchOne($0, sql: "SELECT coalesce(sum(bytes), 0) FROM evidence") ?? 0 }
    }

    /// Deletes the oldest evidence until it takes no more than its share; its samples stay. Answers how many.
    func deleteEvidenceBeyondShare() throws -> Int {
        let most = configuration.maximumBytes / Self.evidenceShare
        var deleted = 0
        while try evidenceBytes() > most {
            deleted += try write { db in
                try db.execute(
                    sql:
                        "DELETE FROM evidence WHERE sample_id IN (SELECT sample_id FROM evidence ORDER BY sample_id LIMIT 16)"
                )
                return db.changesCount
            }
        }
        return deleted
    }
}
