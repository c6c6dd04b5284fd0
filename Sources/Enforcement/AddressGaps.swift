import Packets

/// Addresses that must be left out of a list: the allowlist, sorted and merged, one family's.
///
/// Memory is O(allowlist). Asked in ascending order it costs O(1) and the gaps that are met.
struct AddressGaps {
    private let gaps: [AddressRange]
    /// The first gap that can still matter for what is asked at or after `position`.
    private var index = 0
    private var position: UInt128 = 0

    init(_ ranges: [AddressRange]) {
        var merged: [AddressRange] = []
        for range in ranges.sorted(by: { ($0.first, $0.last) < ($1.first, $1.last) }) {
            if let end = merged.last?.last, end == .max || range.first <= end + 1 {
                merged[merged.count - 1].last = max(end, range.last)
            } else {
                merged.append(range)
            }
        }
        gaps = merged
    }

    /// Calls `body` with what is left of the range, in ascending order.
    mutating func forEachRest(of range: AddressRange, _ body: (AddressRange) -> Void) {
        // Out of order: begin anew, rather than listing what is allowed.
        if range.first < position { index = 0 }
        position = range.first
        while index < gaps.count, gaps[index].last < range.first { index += 1 }
        var next = range.first
        var gap = index
        while gap < gaps.count, gaps[gap].first <= range.last {
            if gaps[gap].first > next { body(AddressRange(first: next, last: gaps[gap].first - 1)) }
            if gaps[gap].last >= range.last { return }
            next = gaps[gap].last + 1
            gap += 1
        }
        body(AddressRange(first: next, last: range.last))
    }
}
