import GRDB

/// The statements that insert samples.
///
/// Columns that a sort of samples leaves empty are not named, so that nothing is bound for them.
struct SampleInsertion {
    /// The most summaries of one statement, a power of two.
    ///
    /// A statement of several rows costs less than as many statements: the table, its indexes and the next number are
    /// looked up once. SQLite keeps what such a statement changes, to undo it alone: the pages of eight summaries in
    /// memory. Those of verdicts, which lie all over four indexes, would go to a file, which costs more than is won.
    private static let mostSummaries = 8

    private static let verdictSQL = sql(.verdict, TrafficSample.verdictColumns, rows: 1)
    /// Of 1, 2, 4, … rows.
    private static let summarySQL = (0...mostSummaries.trailingZeroBitCount).map {
        sql(.summary, TrafficSample.summaryColumns, rows: 1 << $0)
    }

    /// Brings the sample of an incident up to date.
    private static let updateSQL = {
        let columns = TrafficSample.verdictColumns.map { "\($0) = ?" }.joined(separator: ", ")
        return "UPDATE traffic_sample SET \(columns) WHERE incident = ? AND sensor = ? AND sample = 'verdict'"
    }()

    private let verdict: Statement
    private let update: Statement
    private let db: Database
    private let summaries: [Statement]

    /// Prepares the statements, once for each connection.
    init(_ db: Database) throws {
        self.db = db
        verdict = try db.cachedStatement(sql: Self.verdictSQL)
        update = try db.cachedStatement(sql: Self.updateSQL)
        summaries = try Self.summarySQL.map { try db.cachedStatement(sql: $0) }
    }

    /// Inserts the samples in their order, which is that of their numbers.
    func insert(_ samples: [TrafficSample]) throws {
        var rest = samples[...]
        while let first = rest.first {
            if try isUpdate(first) {
                rest = rest.dropFirst()
                continue
            }
            var rows = 1
            var binder: RowBinder
            if first.isVerdict {
                binder = RowBinder(verdict)
            } else {
                let run = rest.prefix(Self.mostSummaries).prefix { !$0.isVerdict }.count
                // The greatest power of two, so that few statements serve all lengths.
                let doublings = run.bitWidth - 1 - run.leadingZeroBitCount
                rows = 1 << doublings
                binder = RowBinder(summaries[doublings])
            }
            for sample in rest.prefix(rows) { try sample.bind(to: &binder) }
            try binder.execute()
            rest = rest.dropFirst(rows)
        }
    }

    /// Writes the sample over that of its incident; false where there is none, or no longer.
    private func isUpdate(_ sample: TrafficSample) throws -> Bool {
        guard let incident = sample.incident, incident.state != .opened else { return false }
        var binder = RowBinder(update)
        try sample.bind(to: &binder)
        try binder.bind(Int64(bitPattern: incident.id.value))
        try binder.bind(sample.sensor)
        try binder.execute()
        return db.changesCount > 0
    }

    private static func sql(_ sort: SampleQuery.Sort, _ columns: [String], rows: Int) -> String {
        let places = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        let values = Array(repeating: "('\(sort.rawValue)', \(places))", count: rows).joined(separator: ", ")
        return "INSERT INTO traffic_sample (sample, \(columns.joined(separator: ", "))) VALUES \(values)"
    }
}
