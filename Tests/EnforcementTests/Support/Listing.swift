import Detection
import Enforcement
import Packets
import Testing

/// Lists as texts.
enum Listing {
    /// An entry from `198.51.100.0/24 60 rate_limit`: block, seconds left (none: for good), action (none: block).
    static func entry(_ text: String) throws -> ExportEntry {
        var words = text.split(separator: " ")
        let prefix = try #require(IPPrefix(words.removeFirst()), "\(text)")
        let seconds = words.first.flatMap { Int64($0) }
        if seconds != nil { words.removeFirst() }
        let action = try #require(BlacklistEntry.Action(rawValue: String(words.first ?? "block")), "\(text)")
        return ExportEntry(prefix: prefix, action: action, secondsLeft: seconds)
    }

    /// What is written of these entries, sorted as the writer wants them.
    static func text(
        _ format: BlocklistFormat, _ entries: [String], list: BlocklistKind = .deny, allowing: [String] = [],
        actions: Set<BlacklistEntry.Action> = [.block]
    ) throws -> String {
        let allowed = try allowing.map { try #require(IPPrefix($0)) }
        return written(format, try entries.map(entry), list: list, allowing: allowed, actions: actions)
    }

    static func written(
        _ format: BlocklistFormat, _ entries: [ExportEntry], list: BlocklistKind = .deny, allowing: [IPPrefix] = [],
        actions: Set<BlacklistEntry.Action> = [.block]
    ) -> String {
        var writer = BlocklistWriter(format, list: list, allowlist: allowing, actions: actions)
        var octets: [UInt8] = []
        writer.begin(into: &octets)
        for entry in sorted(entries) { writer.append(entry, into: &octets) }
        writer.end(into: &octets)
        return String(decoding: octets, as: UTF8.self)
    }

    /// In order of address and length.
    static func sorted(_ entries: [ExportEntry]) -> [ExportEntry] {
        entries.sorted {
            ($0.prefix.address, $0.prefix.mappedLength) < ($1.prefix.address, $1.prefix.mappedLength)
        }
    }

    /// 100,000 entries of both families: single addresses and blocks, for a time and for good.
    static let large: [ExportEntry] = (0..<100_000).map { index in
        let seconds: Int64? = index % 10 == 0 ? nil : Int64(60 + index)
        let number = UInt32(index)
        if index % 5 == 4 {
            let address = IPAddress(
                high: 0x2001_0DB8_0000_0000 | UInt64(number), low: UInt64(number) &* 0x9E37_79B9_7F4A)
            return ExportEntry(prefix: block(address, index % 3 == 0 ? 64 : 128), action: .block, secondsLeft: seconds)
        }
        let address = IPAddress(v4: 0x1000_0000 + number &* 512)
        return ExportEntry(prefix: block(address, index % 7 == 0 ? 24 : 32), action: .block, secondsLeft: seconds)
    }

    private static func block(_ address: IPAddress, _ length: Int) -> IPPrefix {
        guard let block = IPPrefix(address, length: length) else { preconditionFailure("a length of the wrong family") }
        return block
    }
}
