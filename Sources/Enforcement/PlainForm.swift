import Detection
import Packets

/// One address or block a line, LF, single addresses without a mask, no comments.
///
/// Palo Alto EDL takes comments only behind an address, others (Calico's GlobalThreatFeed, scripts) not at all, so there
/// is no header and no closing line; a list that was cut off shows by the length of the answer alone.
///
/// **Empty.** Several consumers take an empty answer for a failure (and keep the last list for ever), others for an order to
/// unblock all, and a lone comment line is an unreadable entry to those that know none. A deny list with nothing in it
/// therefore holds one documentation address (RFC 5737), 192.0.2.1, which no one can come from: one valid entry to
/// everybody, that blocks nobody. It is another one of the three documentation networks where the allowlist covers it. An
/// allow list must not let anything in by a trick, and is a comment line.
struct PlainForm: BlocklistForm {
    let kind: BlocklistKind
    let allowlist: [IPPrefix]

    var mode: OverlapSweep.Mode { .layered }

    func weight(of entry: ExportEntry) -> Int64 { 0 }

    func begin(into octets: inout [UInt8]) {}

    func write(_ block: IPPrefix, _ part: OverlapSweep.Part, into octets: inout [UInt8]) {
        block.appendText(to: &octets)
        octets.append(UInt8(ascii: "\n"))
    }

    func end(written: Int, into octets: inout [UInt8]) {
        guard written == 0 else { return }
        let stand =
            kind == .deny ? Self.documentation.first { address in !allowlist.contains { $0.contains(address) } } : nil
        if let stand {
            stand.appendText(to: &octets)
        } else {
            octets.appendText("# weir: the list is empty")
        }
        octets.append(UInt8(ascii: "\n"))
    }

    /// 192.0.2.1, 198.51.100.1, 203.0.113.1.
    private static let documentation = [0xC000_0201, 0xC633_6401, 0xCB00_7101].map { IPAddress(v4: $0) }
}
