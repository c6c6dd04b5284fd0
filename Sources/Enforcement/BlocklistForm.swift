import Detection
import Packets

/// How a form is written, from blocks that are final.
protocol BlocklistForm: Sendable {
    /// What becomes of overlaps.
    var mode: OverlapSweep.Mode { get }
    /// How much an entry counts against one that overlaps it. Where the form has no time-outs, time does not count: the
    /// file says what is in force now, and the next one says it anew.
    func weight(of entry: ExportEntry) -> Int64
    mutating func begin(into octets: inout [UInt8])
    mutating func write(_ block: IPPrefix, _ part: OverlapSweep.Part, into octets: inout [UInt8])
    /// `written` is the number of blocks that `write` was given.
    mutating func end(written: Int, into octets: inout [UInt8])
}

extension BlocklistForm {
    /// Whole seconds that a timed form is told, at most `longest`; for good outlasts all of them.
    func clampedSeconds(_ entry: ExportEntry, longest: Int64) -> Int64 {
        entry.secondsLeft.map { min($0, longest) } ?? .max
    }
}

extension [UInt8] {
    /// Appends text that is known to be ASCII.
    mutating func appendText(_ text: String) { append(contentsOf: text.utf8) }

    /// Appends the comment that shows a whole list from one that was cut off.
    mutating func appendEnd(written: Int) {
        appendText("# weir: end of the list, entries: \(written)\n")
    }
}
