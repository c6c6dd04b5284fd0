import Detection
import Enforcement
import Packets
import TestSupport
import Testing

/// Lists against a model that asks every entry about every address.
@Suite("Lists, against a model")
struct ListModelTests {
    /// Where the small spaces begin; each has 32 addresses. The ends of the families are among them.
    private static let spaces: [(base: IPAddress, longest: Int)] = [
        (IPAddress(v4: 0), 32), (IPAddress(v4: 0x0A00_0000), 32), (IPAddress(v4: 0xFFFF_FFE0), 32),
        (IPAddress(high: 0, low: 0), 128), (IPAddress(high: 0x2001_0DB8 << 32, low: 0), 128),
        (IPAddress(high: .max, low: .max - 31), 128),
        // The last of IPv6 before IPv4 in its IPv6 form, and the first behind it.
        (IPAddress(high: 0, low: 0xFFFE_FFFF_FFE0), 128), (IPAddress(high: 0, low: 0x0001_0000_0000_0000), 128),
    ]

    private static func block(_ random: inout SeededGenerator) throws -> IPPrefix {
        let (base, longest) = try #require(spaces.randomElement(using: &random))
        let address = IPAddress(high: base.high, low: base.low + UInt64.random(in: 0..<32, using: &random))
        // Mostly within the small space, at times far larger.
        let length =
            random.oneIn(20)
            ? Int.random(in: 0...longest, using: &random)
            : longest - Int.random(in: 0...5, using: &random)
        return try #require(IPPrefix(address, length: length))
    }

    private static func blocks(_ count: Int, _ random: inout SeededGenerator) throws -> [IPPrefix] {
        var blocks: [IPPrefix] = []
        for _ in 0..<count { blocks.append(try block(&random)) }
        return blocks
    }

    @Test("every address is treated as its entries say", arguments: BlocklistFormat.allCases)
    func model(_ format: BlocklistFormat) throws {
        for seed in UInt64(1)...300 {
            var random = SeededGenerator(seed: seed)
            let allowed = try Self.blocks(Int.random(in: 0...4, using: &random), &random)
            let entries = try Self.blocks(Int.random(in: 0...14, using: &random), &random).map { block in
                ExportEntry(
                    prefix: block,
                    action: try #require([.block, .block, .rateLimit, .monitor].randomElement(using: &random)),
                    secondsLeft: random.oneIn(4) ? nil : Int64.random(in: -2...9, using: &random))
            }
            let actions: Set<BlacklistEntry.Action> = random.oneIn(2) ? [.block] : [.block, .rateLimit]
            let text = Listing.written(format, entries, allowing: allowed, actions: actions)
            var list = try ReadList(format, text)
            if format == .plain, text == "192.0.2.1\n" { list.lines = [] }
            let listed = entries.filter { actions.contains($0.action) && $0.secondsLeft ?? 1 > 0 }
            for (base, _) in Self.spaces {
                for offset in UInt64(0)..<32 {
                    let address = IPAddress(high: base.high, low: base.low + offset)
                    let covering = listed.filter { $0.prefix.contains(address) }
                    let expected = allowed.contains { $0.contains(address) } ? [] : covering
                    // An expectation for each of half a million addresses would take a minute.
                    if !isRight(list.matches(address), expected, format) {
                        Issue.record("seed \(seed), \(address)\n\(text)")
                    }
                }
            }
        }
    }

    /// Whether the lines say of an address what the entries that cover it do.
    private func isRight(_ lines: [ReadList.Line], _ entries: [ExportEntry], _ format: BlocklistFormat) -> Bool {
        guard !entries.isEmpty else { return lines.isEmpty }
        let longest = entries.map { $0.secondsLeft ?? .max }.max()
        switch format {
        case .plain, .nginx:
            return !lines.isEmpty
        case .haproxy:
            let strictest = entries.contains { $0.action == .block } ? "block" : "rate_limit"
            return lines.max { $0.block.mappedLength < $1.block.mappedLength }?.action == strictest
        case .nft:
            // Overlaps would be an error to nft.
            return lines.count == 1 && lines.first.map { $0.seconds ?? .max } == longest
        case .ipset:
            return lines.map { $0.seconds ?? .max }.max() == longest
        }
    }

    @Test("no block is listed twice, nor inside one that says as much", arguments: BlocklistFormat.allCases)
    func collapsed(_ format: BlocklistFormat) throws {
        for seed in UInt64(1)...200 {
            var random = SeededGenerator(seed: seed)
            let entries = try Self.blocks(14, &random).map {
                ExportEntry(prefix: $0, action: .block, secondsLeft: Int64.random(in: 1...3, using: &random))
            }
            let lines = try ReadList(format, Listing.written(format, entries)).lines
            for (index, line) in lines.enumerated() {
                let others = lines.enumerated().filter { other in
                    other.offset != index && other.element.block.contains(line.block.address)
                        && other.element.block.mappedLength <= line.block.mappedLength
                        && other.element.seconds ?? .max >= line.seconds ?? .max
                }
                #expect(others.isEmpty, "seed \(seed): \(line.block)")
            }
        }
    }

    @Test("what is allowed stays out even where entries come in no order", arguments: BlocklistFormat.allCases)
    func unordered(_ format: BlocklistFormat) throws {
        for seed in UInt64(1)...200 {
            var random = SeededGenerator(seed: seed)
            let allowed = try Self.blocks(4, &random)
            var writer = BlocklistWriter(format, allowlist: allowed)
            var octets: [UInt8] = []
            writer.begin(into: &octets)
            for block in try Self.blocks(14, &random) {
                writer.append(ExportEntry(prefix: block, action: .block, secondsLeft: nil), into: &octets)
            }
            writer.end(into: &octets)
            let list = try ReadList(format, String(decoding: octets, as: UTF8.self))
            for (base, _) in Self.spaces {
                for offset in UInt64(0)..<32 {
                    let address = IPAddress(high: base.high, low: base.low + offset)
                    if allowed.contains(where: { $0.contains(address) }) {
                        #expect(list.matches(address).isEmpty, "seed \(seed), \(address)")
                    }
                }
            }
        }
    }
}
