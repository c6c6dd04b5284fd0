import Detection
import Packets

/// Lines `CIDR ACTION` of a map that `map_ip` reads; the action is `block`, `rate_limit`, `monitor`, or `allow` in an allow
/// list.
///
/// `map_ip` takes the most specific line, so a milder action inside a stricter block is left out, and a stricter one inside
/// a milder block is a line of its own. An empty list is two comments.
struct HAProxyForm: BlocklistForm {
    let kind: BlocklistKind

    var mode: OverlapSweep.Mode { .layered }

    func weight(of entry: ExportEntry) -> Int64 {
        switch kind == .allow ? .monitor : entry.action {
        case .monitor: 0
        case .rateLimit: 1
        case .block: 2
        }
    }

    func begin(into octets: inout [UInt8]) {
        octets.appendText(
            "# weir: \(kind.rawValue) list for HAProxy; whole only with its last line, \"end of the list\"\n")
    }

    func write(_ block: IPPrefix, _ part: OverlapSweep.Part, into octets: inout [UInt8]) {
        block.appendText(to: &octets)
        octets.append(UInt8(ascii: " "))
        octets.appendText(kind == .allow ? "allow" : part.action.rawValue)
        octets.append(UInt8(ascii: "\n"))
    }

    func end(written: Int, into octets: inout [UInt8]) { octets.appendEnd(written: written) }
}
