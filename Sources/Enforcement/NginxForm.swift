import Detection
import Packets

/// Lines `deny X;` or `allow X;` of ngx_http_access_module; nginx has to reload to see a new list.
///
/// An empty list is two comments, which take the last list's place and deny nobody. A list that was cut off within a line
/// is a syntax error, and nginx keeps the former one; one cut between lines lacks the closing comment.
struct NginxForm: BlocklistForm {
    let kind: BlocklistKind

    var mode: OverlapSweep.Mode { .layered }

    func weight(of entry: ExportEntry) -> Int64 { 0 }

    func begin(into octets: inout [UInt8]) {
        octets.appendText(
            "# weir: \(kind.rawValue) list for nginx; whole only with its last line, \"end of the list\"\n")
    }

    func write(_ block: IPPrefix, _ part: OverlapSweep.Part, into octets: inout [UInt8]) {
        octets.appendText(kind == .deny ? "deny " : "allow ")
        block.appendText(to: &octets)
        octets.append(UInt8(ascii: ";"))
        octets.append(UInt8(ascii: "\n"))
    }

    func end(written: Int, into octets: inout [UInt8]) { octets.appendEnd(written: written) }
}
