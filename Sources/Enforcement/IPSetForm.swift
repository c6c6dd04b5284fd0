import Detection
import Packets

/// A script for `ipset restore` that fills new sets and swaps them in: `weir-deny4`, `weir-deny6` (or `weir-allow4`, …).
///
/// The old list holds until the swap, so one that was cut off changes nothing, and an empty one empties the sets on
/// purpose. A swap is atomic, the two families' are one after the other. `hash:net` looks for any matching entry, so a
/// contained entry that lasts longer than its container is there beside it. Limits of ipset: time-outs of 2147483 s (longer
/// ones are cut: the next list renews them), no /0 (given as two halves), and `maxelem`, which is fixed at 1048576: beyond,
/// the restore fails before its swap. A script that was cut off within its first lines can leave a set `weir-deny4-new` with
/// other limits, which the next restore refuses until it is destroyed by hand.
struct IPSetForm: BlocklistForm {
    static let longestTimeout: Int64 = 2_147_483
    static let largestSet = 1_048_576

    let kind: BlocklistKind

    var mode: OverlapSweep.Mode { .layered }

    func weight(of entry: ExportEntry) -> Int64 { clampedSeconds(entry, longest: Self.longestTimeout) }

    func begin(into octets: inout [UInt8]) {
        octets.appendText("# weir: \(kind.rawValue) list for ipset restore\n")
        for (family, name) in families {
            for set in [name, "\(name)-new"] {
                octets.appendText(
                    "create \(set) hash:net family \(family) timeout 0 maxelem \(Self.largestSet) -exist\n")
            }
            octets.appendText("flush \(name)-new\n")
        }
    }

    func write(_ block: IPPrefix, _ part: OverlapSweep.Part, into octets: inout [UInt8]) {
        guard block.length == 0 else {
            add(block, part, &octets)
            return
        }
        for half in [block.address, block.lastHalf] {
            if let half = IPPrefix(half, length: 1) { add(half, part, &octets) }
        }
    }

    private func add(_ block: IPPrefix, _ part: OverlapSweep.Part, _ octets: inout [UInt8]) {
        octets.appendText(
            block.isIPv4
                ? (kind == .deny ? "add weir-deny4-new " : "add weir-allow4-new ")
                : (kind == .deny ? "add weir-deny6-new " : "add weir-allow6-new "))
        block.appendText(to: &octets)
        octets.appendText(" timeout ")
        octets.appendDecimal(UInt64(max(0, min(part.secondsLeft ?? 0, Self.longestTimeout))))
        octets.appendText(" -exist\n")
    }

    func end(written: Int, into octets: inout [UInt8]) {
        for (_, name) in families { octets.appendText("swap \(name)-new \(name)\n") }
        for (_, name) in families { octets.appendText("destroy \(name)-new\n") }
        octets.appendEnd(written: written)
    }

    private var families: [(family: String, name: String)] {
        [("inet", "weir-\(kind.rawValue)4"), ("inet6", "weir-\(kind.rawValue)6")]
    }
}

extension IPPrefix {
    /// The first address of the upper half of a block of all addresses.
    fileprivate var lastHalf: IPAddress { isIPv4 ? IPAddress(v4: 1 << 31) : IPAddress(high: 1 << 63, low: 0) }
}
