import Detection
import GRDB
import Packets

/// The SQL of a query: disjoint branches, each in the order of its index, which SQLite merges as it reads.
struct SampleSelection {
    /// Rows of a block of addresses up to which they are sorted rather than sought along time.
    static let sparse = 10_000

    private var branches: [SampleBranch] = []
    private let query: SampleQuery

    init(_ query: SampleQuery, _ db: Database) throws {
        self.query = query
        branches = try Self.branches(of: query, db)
        for index in branches.indices { Self.restrict(&branches[index], by: query) }
    }

    /// The statement and arguments of a page; nil where nothing can match.
    func page(limit: Int) -> (sql: String, arguments: StatementArguments)? {
        if branches.isEmpty { return nil }
        let way = query.order == .ascending ? "ASC" : "DESC"
        let selects = branches.map { $0.select("id, \(TrafficSample.columns)") }.joined(separator: " UNION ALL ")
        return (selects + " ORDER BY time \(way), id \(way) LIMIT ?", arguments + [limit])
    }

    /// The statement and arguments of the number of rows, or of `most` where there are more; nil where nothing can match.
    func count(atMost most: Int) -> (sql: String, arguments: StatementArguments)? {
        if branches.isEmpty { return nil }
        if most < .max {
            let rows = branches.map { $0.select("1") }.joined(separator: " UNION ALL ")
            return ("SELECT count(*) FROM (\(rows) LIMIT ?)", arguments + [most])
        }
        let sum = branches.map { "(\($0.select("count(*)")))" }.joined(separator: " + ")
        return ("SELECT " + sum, arguments)
    }

    private var arguments: StatementArguments {
        branches.reduce(into: StatementArguments()) { $0 += $1.arguments }
    }

    private static func branches(of query: SampleQuery, _ db: Database) throws -> [SampleBranch] {
        let isOfVerdicts =
            query.prefix != nil || query.kind != nil || query.severity != nil || query.minimumScore != nil
        if isOfVerdicts, query.sort == .summary { return [] }
        if let prefix = query.prefix { return try branches(of: prefix, db) }
        if let kind = query.kind { return [SampleBranch("kind", ["kind = ?"], [kind.rawValue])] }
        let sorts = isOfVerdicts ? [.verdict] : query.sort.map { [$0] } ?? SampleQuery.Sort.allCases
        return sorts.map { SampleBranch("time", ["sample = ?"], [$0.rawValue]) }
    }

    /// One address is a place in the indexes; of a block with few rows they are gathered and sorted; of one with many
    /// a page is filled soonest along time.
    private static func branches(of prefix: IPPrefix, _ db: Database) throws -> [SampleBranch] {
        let first = prefix.address.octets
        let last = prefix.last.octets
        if prefix.isHost {
            return [
                SampleBranch("entity", ["entity = ?"], [first]),
                SampleBranch("peer", ["peer = ?", "entity <> ?"], [first, first]),
            ]
        }
        let inEntity = "entity >= ? AND entity <= ?" + Self.exception("entity", prefix)
        let inPeer = "peer >= ? AND peer <= ?" + Self.exception("peer", prefix)
        let ranges = [
            SampleBranch("entity", [inEntity], [first, last]), SampleBranch("peer", [inPeer], [first, last]),
        ]
        if try ranges.allSatisfy({ try isSparse($0, db) }) {
            var ofPeer = ranges[1]
            ofPeer.require("NOT (\(inEntity))", [first, last])
            return [ranges[0], ofPeer]
        }
        let either = "((\(inEntity)) OR (\(inPeer)))"
        return [SampleBranch("time", ["sample = 'verdict'", either], [first, last, first, last])]
    }

    /// IPv4 lies within IPv6 as ::ffff:0:0/96, but no block of IPv6 holds it.
    private static func exception(_ column: String, _ prefix: IPPrefix) -> String {
        guard prefix.mappedLength < 96 else { return "" }
        let low = "x'00000000000000000000FFFF00000000'"
        let high = "x'00000000000000000000FFFFFFFFFFFF'"
        return " AND NOT (\(column) >= \(low) AND \(column) <= \(high))"
    }

    private static func isSparse(_ branch: SampleBranch, _ db: Database) throws -> Bool {
        let rows = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM (\(branch.select("1")) LIMIT \(sparse + 1))", arguments: branch.arguments)
        return rows ?? 0 <= sparse
    }

    private static func restrict(_ branch: inout SampleBranch, by query: SampleQuery) {
        // One bound a side: SQLite seeks by the first that it finds, and a page deep in a day must not begin at its end.
        var start = query.start
        var end = query.end
        if let after = query.after {
            let ascends = query.order == .ascending
            if ascends { start = max(start ?? after.time, after.time) }
            if !ascends { end = [end, after.time.advanced(byNanoseconds: 1)].compactMap(\.self).min() }
            branch.require("(time <> ? OR id \(ascends ? ">" : "<") ?)", [after.time.nanoseconds, after.id])
        }
        if let start { branch.require("time >= ?", [start.nanoseconds]) }
        if let end { branch.require("time < ?", [end.nanoseconds]) }
        if let sensor = query.sensor { branch.require("sensor = ?", [sensor]) }
        if let kind = query.kind, branch.index != "kind" { branch.require("kind = ?", [kind.rawValue]) }
        if let severity = query.severity { branch.require("severity = ?", [severity.rawValue]) }
        if let score = query.minimumScore { branch.require("score >= ?", [score]) }
    }
}
