import Packets

/// `start` and `end` of a query: dates or RFC 3339 instants. A date as `end` includes that day.
struct TimeRange: Sendable {
    var start: Timestamp?
    /// The first instant that no longer counts.
    var end: Timestamp?

    init(_ query: Query) throws(Problem) {
        start = try query.value("start", expected: Instant.expected) { Instant($0) }?.time
        end = try query.value("end", expected: Instant.expected) { Instant($0) }.map {
            $0.isDate ? $0.time.advanced(bySeconds: 86_400) : $0.time
        }
        if let start, let end, end < start { throw .invalid("end", "an instant that is not before start") }
    }
}
