/// What one entity did in one span of time: counters that add and sketches that unite.
struct WindowState: BitwiseCopyable, Sendable {
    var counters = CounterSet()
    var sketches = InlineArray<6, DistinctSketch>(repeating: DistinctSketch())

    static let empty = WindowState()
}

/// The counters of a span.
struct CounterSet: BitwiseCopyable, Sendable {
    private var counters = InlineArray<63, UInt32>(repeating: 0)
    private var octets = InlineArray<5, UInt64>(repeating: 0)

    private var defects = InlineArray<33, UInt16>(repeating: 0)

    /// Packets with the defect of that place; see `DefectCounter`.
    func defect(_ place: Int) -> UInt16 { defects[place] }

    /// Counts a packet with a defect.
    mutating func addDefect(_ place: Int) { defects[place] = defects[place] == .max ? .max : defects[place] + 1 }

    subscript(counter: Counter) -> UInt32 { counters[counter.rawValue] }

    subscript(octet: OctetCounter) -> UInt64 {
        get { octets[octet.rawValue] }
        set { octets[octet.rawValue] = newValue }
    }

    /// One of the counters that follow `first` (`sizeBuckets`, `portBuckets`).
    func bucket(_ first: Counter, _ index: Int) -> UInt32 { counters[first.rawValue + index] }

    /// Adds, and stops at the maximum.
    mutating func add(_ amount: UInt32, to counter: Counter, offset: Int = 0) {
        let sum = counters[counter.rawValue + offset] &+ amount
        counters[counter.rawValue + offset] = sum < amount ? .max : sum
    }

    /// Adds all of another span; each counter stops at its maximum.
    mutating func add(_ other: borrowing CounterSet) {
        for place in 0..<Counter.total {
            let sum = counters[place] &+ other.counters[place]
            counters[place] = sum < other.counters[place] ? .max : sum
        }
        for place in 0..<DefectCounter.total {
            let sum = defects[place] &+ other.defects[place]
            defects[place] = sum < other.defects[place] ? .max : sum
        }
        for place in 0..<OctetCounter.total { octets[place] &+= other.octets[place] }
    }
}

/// How long a window is.
public enum WindowSpan: Int, CaseIterable, Sendable {
    case second = 1
    case tenSeconds = 10
    case minute = 60
    case tenMinutes = 600

    /// Seconds of packet time.
    public var seconds: Int { rawValue }
}

/// Two halves of a window that slides by half its span: what it covers is the half that is filling and the one before,
/// so that between half and all of the span has been seen and a burst of half a span always lies in one window.
struct SlidingWindow: BitwiseCopyable, Sendable {
    var current = WindowState()
    private(set) var previous = WindowState()
    /// Number of the half that is filling, counted from the epoch.
    private var half: Int64 = .min

    /// Turns to the half that `second` (since the epoch) lies in, and drops what lies too far back.
    mutating func advance(to second: Int64, span: WindowSpan) {
        let now = second / Int64(span.seconds / 2)
        if now == half { return }
        if now == half &+ 1 { previous = current } else { previous = WindowState() }
        current = WindowState()
        half = now
    }
}
