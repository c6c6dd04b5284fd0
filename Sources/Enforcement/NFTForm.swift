import Detection
import Packets

/// A script for `nft -f`: sets `deny4` and `deny6` (or `allow4`, …) of `table inet weir`, which rules of the operator use.
///
/// - One transaction: the kernel takes all of it or nothing.
/// - The addresses come first, as definitions, and only the last lines flush and fill the sets: a script that was cut off
///   is a syntax error or changes nothing. An empty list is the flush alone.
/// - The sets have no `auto-merge`. It joins neighbours into one interval with one of their time-outs, so that some would
///   be blocked too long and others not long enough; nothing that is written here overlaps, so there is nothing to merge.
///   A contained entry that lasts longer is cut out of its container.
/// - An element without a time-out stays for good. Time-outs are whole seconds, 1 s…1 year; longer ones are cut, as nft
///   refuses some: the next list renews them.
struct NFTForm: BlocklistForm {
    static let longestTimeout: Int64 = 31_536_000
    static let elementsPerChunk = 1000

    let kind: BlocklistKind
    /// Whether a chunk of IPv4 or IPv6 is being written.
    private var isIPv4 = false
    /// Elements in the chunk; 0: none is open.
    private var elements = 0
    private var chunks4 = 0
    private var chunks6 = 0

    init(kind: BlocklistKind) {
        self.kind = kind
    }

    var mode: OverlapSweep.Mode { .disjoint }

    func weight(of entry: ExportEntry) -> Int64 { clampedSeconds(entry, longest: Self.longestTimeout) }

    func begin(into octets: inout [UInt8]) {
        octets.appendText("# weir: \(kind.rawValue) list for nft -f\n")
    }

    mutating func write(_ block: IPPrefix, _ part: OverlapSweep.Part, into octets: inout [UInt8]) {
        if elements > 0, elements == Self.elementsPerChunk || isIPv4 != block.isIPv4 { closeChunk(&octets) }
        if elements == 0 {
            isIPv4 = block.isIPv4
            octets.appendText("define \(name(isIPv4 ? 4 : 6))_\(isIPv4 ? chunks4 : chunks6) = { ")
        } else {
            octets.append(UInt8(ascii: ","))
            octets.append(UInt8(ascii: " "))
        }
        block.appendText(to: &octets)
        if let seconds = part.secondsLeft {
            octets.appendText(" timeout ")
            octets.appendDecimal(UInt64(max(1, min(seconds, Self.longestTimeout))))
            octets.append(UInt8(ascii: "s"))
        }
        elements += 1
    }

    private mutating func closeChunk(_ octets: inout [UInt8]) {
        octets.appendText(" }\n")
        elements = 0
        if isIPv4 { chunks4 += 1 } else { chunks6 += 1 }
    }

    mutating func end(written: Int, into octets: inout [UInt8]) {
        if elements > 0 { closeChunk(&octets) }
        let families = [(4, "ipv4_addr", chunks4), (6, "ipv6_addr", chunks6)]
        octets.appendText("add table inet weir\n")
        for (family, type, _) in families {
            octets.appendText(
                "add set inet weir \(kind.rawValue)\(family) { type \(type); flags interval,timeout; }\n")
        }
        for (family, _, chunks) in families {
            octets.appendText("flush set inet weir \(kind.rawValue)\(family)\n")
            guard chunks > 0 else { continue }
            let parts = (0..<chunks).map { "$\(name(family))_\($0)" }.joined(separator: ", ")
            octets.appendText("add element inet weir \(kind.rawValue)\(family) { \(parts) }\n")
        }
        octets.appendEnd(written: written)
    }

    private func name(_ family: Int) -> String { "weir_\(kind.rawValue)\(family)" }
}
