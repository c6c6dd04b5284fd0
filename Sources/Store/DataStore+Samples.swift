import GRDB
import Packets

extension DataStore {
    /// Stores the samples, all or none. A power cut may take back the last calls, each as a whole.
    public func append(_ samples: [TrafficSample]) throws {
        if samples.isEmpty { return }
        try write { try SampleInsertion($0).insert(samples) }
    }

    /// The samples of one page, at most `query.limit`; the next page is behind the `key` of its last.
    ///
    /// O(log n + page) by time, by sort, by one address and by kind; what else is chosen is looked for along these.
    public func samples(matching query: SampleQuery) throws -> [TrafficSample] {
        let text = JSONText()
        return try read { db in
            let selection = try SampleSelection(query, db)
            guard let (sql, arguments) = selection.page(limit: max(0, query.limit)) else { return [] }
            let rows = try Row.fetchCursor(try db.cachedStatement(sql: sql), arguments: arguments)
            return try Array(rows.map { try TrafficSample(row: $0, text) })
        }
    }

    /// Hands every sample that matches to `body`, `query.limit` or not, in memory for 1,000 samples.
    ///
    /// Reads page by page without holding a snapshot, since a slow reader's snapshot would let the log grow: what is
    /// stored meanwhile behind the place reached is seen, what retention deletes is not. An error of `body` ends it.
    public func forEachSample(matching query: SampleQuery, _ body: (TrafficSample) throws -> Void) throws {
        var page = query
        page.limit = 1_000
        while true {
            let samples = try samples(matching: page)
            for sample in samples { try body(sample) }
            guard samples.count == page.limit, let key = samples.last?.key else { return }
            page.after = key
        }
    }

    /// How many samples match, whatever `limit` and `after` say, or `most` where there are more. O(matches).
    ///
    /// By time, sort, kind and entity alone it is counted in an index; a match in the peer, and what else is chosen,
    /// is looked up one by one.
    public func sampleCount(matching query: SampleQuery, atMost most: Int = .max) throws -> Int {
        var all = query
        all.after = nil
        return try read { db in
            guard let (sql, arguments) = try SampleSelection(all, db).count(atMost: max(0, most)) else { return 0 }
            return try Int.fetchOne(try db.cachedStatement(sql: sql), arguments: arguments) ?? 0
        }
    }

    /// The sample of this number; nil where there is none, or no longer.
    public func sample(id: Int64) throws -> TrafficSample? {
        let text = JSONText()
        return try read { db in
            let sql = "SELECT id, \(TrafficSample.columns) FROM traffic_sample WHERE id = ?"
            return try Row.fetchOne(db, sql: sql, arguments: [id]).map { try TrafficSample(row: $0, text) }
        }
    }
}
