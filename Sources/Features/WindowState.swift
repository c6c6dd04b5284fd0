import Flows

/// What one entity did in one span of time: counters that add and sketches that unite.
struct WindowState: BitwiseCopyable, Sendable {
    private var counters = InlineArray<57, UInt32>(repeating: 0)
    private var octets = InlineArray<4, UInt64>(repeating: 0)
    private var sketches = InlineArray<6, DistinctSketch>(repeating: DistinctSketch())

    subscript(counter: Counter) -> UInt32 {
        get { counters[counter.rawValue] }
        set { counters[counter.rawValue] = newValue }
    }

    subscript(octet: OctetCounter) -> UInt64 {
        get { octets[octet.rawValue] }
        set { octets[octet.rawValue] = newValue }
    }

    subscript(sketch: SketchKind) -> DistinctSketch {
        get { sketches[sketch.rawValue] }
        set { sketches[sketch.rawValue] = newValue }
    }

    /// One of the counters that follow `first` (`sizeBuckets`, `portBuckets`).
    func bucket(_ first: Counter, _ index: Int) -> UInt32 { counters[first.rawValue + index] }

    /// Adds, and stops at the maximum.
    mutating func add(_ amount: UInt32, to counter: Counter, offset: Int = 0) {
        let (sum, overflow) = counters[counter.rawValue + offset].addingReportingOverflow(amount)
        counters[counter.rawValue + offset] = overflow ? .max : sum
    }

    /// Puts a value into a set.
    mutating func insert(_ hash: UInt64, into sketch: SketchKind) { sketches[sketch.rawValue].insert(hash) }

    /// Becomes the state of both spans.
    mutating func merge(_ other: WindowState) {
        for place in 0..<Counter.total {
            let (sum, overflow) = counters[place].addingReportingOverflow(other.counters[place])
            counters[place] = overflow ? .max : sum
        }
        for place in 0..<OctetCounter.total { octets[place] &+= other.octets[place] }
        for place in 0..<SketchKind.total { sketches[place].formUnion(other.sketches[place]) }
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
    private var current = WindowState()
    private var previous = WindowState()
    /// Number of the half that is filling, counted from the epoch.
    private var half: Int64 = .min

    /// Takes in one second that ended at `second` (seconds since the epoch).
    mutating func add(_ state: WindowState, second: Int64, span: WindowSpan) {
        advance(to: second, span: span)
        current.merge(state)
    }

    /// Drops the halves that lie too far back.
    mutating func advance(to second: Int64, span: WindowSpan) {
        let now = second / Int64(span.seconds / 2)
        if now == half { return }
        previous = now == half &+ 1 ? current : WindowState()
        current = WindowState()
        half = now
    }

    /// Both halves together.
    var whole: WindowState {
        var state = current
        state.merge(previous)
        return state
    }
}
