import Flows
import Packets

/// All that is kept of one entity, 5 kB: the second that is filling, three sliding windows, and the rhythm of its visits.
/// Detectors look at it at the end of each second in which the entity was touched.
public struct EntityWindows: BitwiseCopyable, Sendable {
    public let entity: Entity
    var links = EntityLinks()
    private var second = WindowState()
    private var tenSeconds = SlidingWindow()
    private var minute = SlidingWindow()
    private var tenMinutes = SlidingWindow()
    var beats = BeatRing()

    init(_ entity: Entity) { self.entity = entity }

    /// The value of a feature over a span, in the feature's unit.
    public func value(_ feature: Feature, over span: WindowSpan) -> Double {
        switch span {
        case .second: feature.value(second, .empty, beats)
        case .tenSeconds: feature.value(tenSeconds.current, tenSeconds.previous, beats)
        case .minute: feature.value(minute.current, minute.previous, beats)
        case .tenMinutes: feature.value(tenMinutes.current, tenMinutes.previous, beats)
        }
    }

    /// Begins a second: turns the windows to it.
    mutating func begin(second time: Int64) {
        tenSeconds.advance(to: time, span: .tenSeconds)
        minute.advance(to: time, span: .minute)
        tenMinutes.advance(to: time, span: .tenMinutes)
    }

    /// Moves the counters of the second that ended into the longer windows; values are in their sets already.
    mutating func closeSecond() {
        tenSeconds.current.counters.add(second.counters)
        minute.current.counters.add(second.counters)
        tenMinutes.current.counters.add(second.counters)
    }

    /// Empties the second.
    mutating func clearSecond() { second = WindowState() }

    mutating func add(_ amount: UInt32, to counter: Counter, offset: Int = 0) {
        second.counters.add(amount, to: counter, offset: offset)
    }

    mutating func add(_ amount: UInt64, to counter: OctetCounter) { second.counters[counter] &+= amount }

    mutating func count(_ defect: DecodeError) {
        add(1, to: .oddPackets)
        second.counters.addDefect(Int(defect.rawValue))
    }

    mutating func count(oddities: Oddities) {
        add(1, to: .oddPackets)
        for (place, known) in Oddities.names.enumerated() where oddities.contains(known.oddity) {
            second.counters.addDefect(DefectCounter.firstOddity + place)
        }
    }

    /// Puts a value into a set, in every window.
    mutating func insert(_ hash: UInt64, into sketch: SketchKind) {
        second.sketches[sketch.rawValue].insert(hash)
        tenSeconds.current.sketches[sketch.rawValue].insert(hash)
        minute.current.sketches[sketch.rawValue].insert(hash)
        tenMinutes.current.sketches[sketch.rawValue].insert(hash)
    }
}

/// Where the table keeps an entity.
struct EntityLinks: BitwiseCopyable, Sendable {
    static let none = UInt32.max
    var hash: UInt64 = 0
    var older = EntityLinks.none
    var newer = EntityLinks.none
    var isTouched = false
}
