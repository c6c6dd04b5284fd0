import Detection
import Packets

/// Takes overlaps out of entries that come in ascending order, containers first.
///
/// What weighs more wins where entries overlap; of equals the container does. Memory is O(128): only the entries that
/// contain the present one are kept.
struct OverlapSweep {
    /// A part of the result.
    struct Part {
        var range: AddressRange
        var action: BlacklistEntry.Action
        var secondsLeft: Int64?
    }

    /// What becomes of a contained entry that outweighs its container.
    enum Mode {
        /// Both are given whole: the enforcer looks for the most specific one, or for any.
        case layered
        /// The container is given without the contained one: no two parts overlap.
        case disjoint
    }

    private struct Open {
        var range: AddressRange
        var weight: Int64
        var action: BlacklistEntry.Action
        var secondsLeft: Int64?
        /// The first address that was not given yet; nil where all were.
        var next: UInt128?
    }

    private let mode: Mode
    private var open: [Open] = []
    /// What has become certain; the caller takes it out.
    var parts: [Part] = []

    init(_ mode: Mode) {
        self.mode = mode
    }

    mutating func add(_ entry: ExportEntry, weight: Int64) {
        let range = AddressRange(entry.prefix)
        let new = Open(
            range: range, weight: weight, action: entry.action, secondsLeft: entry.secondsLeft, next: range.first)
        if let same = open.last, same.range == range {
            if weight > same.weight { open[open.count - 1] = new }
            return
        }
        while let container = open.last, !container.range.contains(range) { close() }
        if let container = open.last {
            if container.weight >= weight { return }
            if mode == .layered {
                giveRest(of: open.count - 1)
            } else if let next = container.next, next <= range.first {
                if next < range.first { give(container, next, range.first - 1) }
                open[open.count - 1].next = range.last == .max ? nil : range.last + 1
            }
        }
        open.append(new)
    }

    /// Gives what was kept back and ends before an address.
    mutating func finish(before address: UInt128) {
        while let last = open.last, last.range.last < address { close() }
    }

    /// Gives all that was kept back.
    mutating func finish() {
        while !open.isEmpty { close() }
    }

    private mutating func close() {
        giveRest(of: open.count - 1)
        open.removeLast()
    }

    private mutating func giveRest(of index: Int) {
        let entry = open[index]
        guard let next = entry.next, next <= entry.range.last else { return }
        give(entry, next, entry.range.last)
        open[index].next = nil
    }

    private mutating func give(_ entry: Open, _ first: UInt128, _ last: UInt128) {
        parts.append(
            Part(range: AddressRange(first: first, last: last), action: entry.action, secondsLeft: entry.secondsLeft))
    }
}
