/// How long a window is.
public enum WindowSpan: Int, CaseIterable, Sendable {
    case second = 1
    case tenSeconds = 10
    case minute = 60
    case tenMinutes = 600

    /// Seconds of packet time.
    public var seconds: Int { rawValue }

    /// Place in the rows that hold an amount over every span, from the shortest.
    @inline(__always) var lane: Int {
        switch self {
        case .second: 0
        case .tenSeconds: 1
        case .minute: 2
        case .tenMinutes: 3
        }
    }
}
