import Foundation
import GRDB
import Packets

/// Conditions on the columns `prefix` and `length` of a list.
extension SQLConditions {
    /// Rows of a block up to which they are gathered by the index rather than looked for in the order of numbers.
    private static let sparse = 10_000

    /// The first and the last address of IPv4 in its mapped form, as literals.
    private static let v4 = ("x'00000000000000000000FFFF00000000'", "x'00000000000000000000FFFFFFFFFFFF'")

    /// Adds that an entry of the table covers the address: one look into the index for each length that could.
    mutating func require(covering address: IPAddress?, in table: String) {
        guard let address else { return }
        // No block of IPv6 covers an IPv4 address.
        let lengths = address.isIPv4 ? 96...128 : 0...128
        let probes = lengths.compactMap { IPPrefix(octets: address.octets, mappedLength: $0) }
        let values = Array(repeating: "(?, ?)", count: probes.count).joined(separator: ", ")
        require(
            """
            id IN (WITH probe (address, bits) AS (VALUES \(values))
                SELECT id FROM probe CROSS JOIN \(table) ON prefix = address AND length = bits)
            """,
            probes.reduce(into: StatementArguments()) { $0 += [$1.address.octets, $1.mappedLength] })
    }

    /// Adds that an entry of the table lies in the block.
    mutating func require(within block: IPPrefix?, in table: String, _ db: Database) throws {
        guard let block else { return }
        let (text, arguments) = Self.within(block, "prefix")
        let found = try Int.fetchOne(
            try db.cachedStatement(sql: "SELECT count(*) FROM (SELECT 1 FROM \(table) WHERE \(text) LIMIT ?)"),
            arguments: arguments + [Self.sparse + 1])
        if found ?? 0 <= Self.sparse {
            require("id IN (SELECT id FROM \(table) WHERE \(text))", arguments)
        } else {
            // The sign keeps SQLite from the index, whose rows it would have to sort.
            let (text, arguments) = Self.within(block, "+prefix")
            require(text, arguments)
        }
    }

    /// The condition that an entry lies in the block, and its values.
    static func within(_ block: IPPrefix, _ column: String = "prefix") -> (String, StatementArguments) {
        // IPv4 lies within IPv6 as ::ffff:0:0/96, but no block of IPv6 holds it.
        let exception = block.mappedLength < 96 ? " AND NOT (\(column) >= \(v4.0) AND \(column) <= \(v4.1))" : ""
        return (
            "\(column) >= ? AND \(column) <= ? AND length >= ?" + exception,
            [block.address.octets, block.last.octets, block.mappedLength]
        )
    }
}
