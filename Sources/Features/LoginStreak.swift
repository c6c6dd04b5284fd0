import Packets

/// Sessions too short for more than a failed login, one after another, since the last one that carried work: whatever time
/// passes between them, as long as the table knows the pair.
///
/// Whoever may log in does so sooner or later. Whoever guesses never does, however slowly.
struct LoginStreak: BitwiseCopyable, Sendable {
    private(set) var sessions: UInt32 = 0
    /// Those among them whose initiator is proven.
    private(set) var proven: UInt32 = 0
    private var first = Timestamp(nanoseconds: 0)
    private var latest = Timestamp(nanoseconds: 0)

    /// Notes such a session by its end.
    mutating func note(_ end: Timestamp, isProven: Bool) {
        if sessions == 0 { first = end }
        latest = end
        if sessions < .max { sessions += 1 }
        if isProven, proven < .max { proven += 1 }
    }

    /// Seconds from the end of the first to that of the latest.
    var seconds: Double {
        let (span, overflow) = latest.nanoseconds.subtractingReportingOverflow(first.nanoseconds)
        return overflow ? 0 : max(0, Double(span) * 1e-9)
    }
}
