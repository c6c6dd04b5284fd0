import Flows
import Models
import Packets

/// All that is kept of the entities of a table, in fixed memory, with one of them in focus: whom it speaks of.
/// Detectors look at an entity at the end of each second in which it was touched.
///
/// What is counted has a row over every span. Rows lie apart by how often they are used, each kind by the entities'
/// places, and count only where the head says so: an entity takes 6 kB at most, an ordinary one 2 kB of what the
/// system has to give, and nothing has to be emptied.
public struct EntityWindows: ~Copyable {
    private(set) var heads: FixedBuffer<EntityHead>
    /// The first half of the counters, and the others.
    private(set) var usual: FixedBuffer<CounterRow>
    private(set) var others: FixedBuffer<CounterRow>
    private(set) var octets: FixedBuffer<OctetRow>
    private var defects: FixedBuffer<DefectRow>
    /// The first rows of each set, and the others.
    private(set) var sketches: FixedBuffer<SketchRow>
    private(set) var wholes: FixedBuffer<SketchRow>
    private(set) var rhythms: FixedBuffer<VisitRhythm>
    private var streaks: FixedBuffer<LoginStreak>
    private var probes: FixedBuffer<ServiceProbes>
    /// The place of the entity in focus.
    private(set) var focus = 0

    init(capacity: Int, in memory: TableMemory? = nil) {
        heads = FixedBuffer(count: capacity, zero: EntityHead(Entity(.source, .unspecified)), in: memory)
        usual = FixedBuffer(count: capacity * Counter.half, zero: CounterRow(0), in: memory)
        others = FixedBuffer(count: capacity * Counter.half, zero: CounterRow(0), in: memory)
        octets = FixedBuffer(count: capacity * OctetCounter.total, zero: OctetRow(0), in: memory)
        defects = FixedBuffer(count: capacity * DefectCounter.total, zero: DefectRow(), in: memory)
        sketches = FixedBuffer(count: capacity * SketchKind.total * Self.some, zero: SketchRow(place: 0), in: memory)
        wholes = FixedBuffer(count: capacity * SketchKind.total * Self.rest, zero: SketchRow(place: 0), in: memory)
        rhythms = FixedBuffer(count: capacity, zero: VisitRhythm(), in: memory)
        streaks = FixedBuffer(count: capacity, zero: LoginStreak(), in: memory)
        probes = FixedBuffer(count: capacity, zero: ServiceProbes(), in: memory)
    }

    private static let some = Int(EntityHead.someRows)
    private static let rest = Int(EntityHead.wholeSketch) - some

    var bytes: Int {
        heads.bytes + usual.bytes + others.bytes + octets.bytes + defects.bytes + sketches.bytes + wholes.bytes
            + rhythms.bytes + streaks.bytes + probes.bytes
    }

    /// The entity in focus.
    public var entity: Entity { heads[focus].entity }

    /// The role of the entity in focus, as a number from 0.
    @inline(__always) package var role: Int { Int(heads[focus].entity.role.rawValue) }

    @inline(__always)
    func entity(at place: Int) -> Entity { heads[place].entity }

    /// Looks at the entity at a place.
    @inline(__always)
    mutating func focus(on place: Int) { focus = place }

    /// Puts an entity that did nothing yet where another may have been.
    mutating func begin(_ entity: Entity) { heads[focus] = EntityHead(entity) }

    /// Begins a second, counted from the epoch.
    mutating func begin(second: Int64) {
        let half = WindowTurn.half(of: second)
        if heads[focus].defects != 0 { turnDefects(to: half) }
        heads[focus].begin(half)
    }

    private mutating func turnDefects(to half: Int64) {
        let turn = WindowTurn(from: heads[focus].half, to: half)
        for place in 0..<DefectCounter.total where heads[focus].defects >> place & 1 == 1 {
            defects[focus * DefectCounter.total + place].turn(turn)
        }
    }
}

// MARK: - Counting

extension EntityWindows {
    @inline(__always)
    mutating func add(_ amount: UInt32, to counter: Counter, offset: Int = 0) {
        guard amount > 0 else { return }
        let place = counter.rawValue + offset
        let bit = UInt64(1) << UInt64(place)
        let half = heads[focus].half
        let isKnown = heads[focus].counters & bit != 0
        let isFirst = heads[focus].recentCounters & bit == 0
        heads[focus].counters |= bit
        heads[focus].recentCounters |= bit
        if place < Counter.half {
            let row = focus * Counter.half + place
            if !isKnown { usual[row] = CounterRow(HalfStamp(half)) }
            usual[row].add(amount, in: half, isFirst: isFirst)
        } else {
            let row = focus * Counter.half + place - Counter.half
            if !isKnown { others[row] = CounterRow(HalfStamp(half)) }
            others[row].add(amount, in: half, isFirst: isFirst)
        }
    }

    @inline(__always)
    mutating func add(_ amount: UInt64, to counter: OctetCounter) {
        guard amount > 0 else { return }
        let bit = UInt8(1) << UInt8(counter.rawValue)
        let row = focus * OctetCounter.total + counter.rawValue
        let half = heads[focus].half
        let isFirst = heads[focus].recentOctets & bit == 0
        if heads[focus].octets & bit == 0 { octets[row] = OctetRow(HalfStamp(half)) }
        heads[focus].octets |= bit
        heads[focus].recentOctets |= bit
        octets[row].add(amount, in: half, isFirst: isFirst)
    }

    mutating func count(_ defect: DecodeError) {
        add(1, to: .oddPackets)
        count(defect: Int(defect.rawValue))
    }

    mutating func count(oddities: Oddities) {
        add(1, to: .oddPackets)
        for (place, known) in Oddities.names.enumerated() where oddities.contains(known.oddity) {
            count(defect: DefectCounter.firstOddity + place)
        }
    }

    mutating func countDHCPAddress() { count(defect: DefectCounter.dhcpAddresses) }

    private mutating func count(defect place: Int) {
        let bit = UInt64(1) << UInt64(place)
        let row = focus * DefectCounter.total + place
        if heads[focus].defects & bit == 0 { defects[row] = DefectRow() }
        heads[focus].defects |= bit
        defects[row].add()
    }

    /// Notes the start of a flow between the two of a pair.
    mutating func noteVisit(_ start: Timestamp) {
        if !heads[focus].hasRhythm { rhythms[focus] = VisitRhythm() }
        heads[focus].hasRhythm = true
        rhythms[focus].note(start)
        heads[focus].beats = rhythms[focus].count
    }

    /// Whether the two of a pair were quiet before the second that is filling, and nothing in it broke that yet.
    @inline(__always) var wasQuiet: Bool { heads[focus].wasQuiet }

    /// Notes that the two of a pair come back to a connection that stayed open after they were quiet. Where they open
    /// connections too, those are the visits.
    mutating func noteReturn(_ time: Timestamp) {
        heads[focus].wasQuiet = false
        if count(.synPackets, WindowSpan.tenMinutes.lane) == 0 { noteVisit(time) }
    }

    /// Notes the end of a session between the two of a pair: one more short login in a row, or work, which ends the row.
    mutating func noteSession(_ session: LoginSession, end: Timestamp, isProven: Bool) {
        switch session {
        case .short:
            if !heads[focus].hasStreak { streaks[focus] = LoginStreak() }
            heads[focus].hasStreak = true
            streaks[focus].note(end, isProven: isProven)
        case .work: heads[focus].hasStreak = false
        case .probe: break
        }
    }

    /// Notes a connection between the two of a pair in which nobody spoke in the second in which it was opened.
    mutating func noteSilence(_ flow: borrowing FlowRecord) {
        beginProbes()
        probes[focus].noteSilence(flow, in: heads[focus].half)
    }

    /// Notes the end of a connection between the two of a pair.
    @inline(__always)
    mutating func noteEnd(_ flow: borrowing FlowRecord) {
        if !heads[focus].hasProbes, !flow.waitedForGreeting { return }
        beginProbes()
        probes[focus].noteEnd(flow, in: heads[focus].half)
    }

    private mutating func beginProbes() {
        if !heads[focus].hasProbes || probes[focus].isOver(in: heads[focus].half) { probes[focus] = ServiceProbes() }
        heads[focus].hasProbes = true
    }

    /// Puts a value into a set by 64 well-mixed bits of it.
    mutating func insert(_ hash: UInt64, into sketch: SketchKind) {
        let kind = sketch.rawValue
        if heads[focus].recentSketches >> UInt8(kind) & 1 == 0 { beginSecond(of: kind) }
        let (place, rank) = DistinctEstimate.register(of: hash)
        let rows = heads[focus].sketches[kind]
        guard rows < EntityHead.wholeSketch else {
            withRow(kind, place) { $0.insert(rank) }
            return
        }
        for row in 0..<Int(rows) where sketches[someRow(kind, row)].place == place {
            sketches[someRow(kind, row)].insert(rank)
            return
        }
        if rows == EntityHead.someRows {
            makeWhole(kind)
            withRow(kind, place) { $0.insert(rank) }
        } else {
            var row = SketchRow(place: place)
            row.insert(rank)
            sketches[someRow(kind, Int(rows))] = row
            heads[focus].sketches[kind] = rows + 1
        }
    }

    /// The first value of a second: turns the set to it.
    private mutating func beginSecond(of kind: Int) {
        let half = heads[focus].half
        let turn = SketchTurn(from: heads[focus].stamps[kind].half(before: half), to: half)
        let rows = Int(heads[focus].sketches[kind])
        let (first, rest) = (someRow(kind, 0), restRow(kind, Self.some))
        for row in 0..<min(rows, Self.some) { sketches[first + row] = sketches[first + row].turned(turn) }
        if rows > Self.some {
            for row in 0..<rows - Self.some { wholes[rest + row] = wholes[rest + row].turned(turn) }
        }
        heads[focus].stamps[kind] = HalfStamp(half)
        heads[focus].recentSketches |= 1 << UInt8(kind)
    }

    private mutating func makeWhole(_ kind: Int) {
        var known = InlineArray<8, SketchRow>(repeating: SketchRow(place: 0))
        for row in 0..<Self.some { known[row] = sketches[someRow(kind, row)] }
        for place in 0..<Int(EntityHead.wholeSketch) { withRow(kind, place) { $0 = SketchRow(place: place) } }
        for row in 0..<Self.some { withRow(kind, known[row].place) { $0 = known[row] } }
        heads[focus].sketches[kind] = EntityHead.wholeSketch
    }

    @inline(__always)
    private func someRow(_ kind: Int, _ row: Int) -> Int { someRow(focus, kind, row) }

    @inline(__always)
    func someRow(_ place: Int, _ kind: Int, _ row: Int) -> Int { (place * SketchKind.total + kind) * Self.some + row }

    @inline(__always)
    private func restRow(_ kind: Int, _ row: Int) -> Int { restRow(focus, kind, row) }

    @inline(__always)
    func restRow(_ place: Int, _ kind: Int, _ row: Int) -> Int {
        (place * SketchKind.total + kind) * Self.rest + row - Self.some
    }

    @inline(__always)
    private mutating func withRow(_ kind: Int, _ row: Int, _ change: (inout SketchRow) -> Void) {
        if row < Self.some { change(&sketches[someRow(kind, row)]) } else { change(&wholes[restRow(kind, row)]) }
    }
}

// MARK: - Reading

extension EntityWindows {
    /// The amount of a counter over the span of a lane.
    @inline(__always)
    func count(_ counter: Counter, offset: Int = 0, _ lane: Int) -> Double {
        let place = counter.rawValue + offset
        guard heads[focus].counters >> UInt64(place) & 1 == 1 else { return 0 }
        return sums(place)[lane]
    }

    @inline(__always)
    func count(_ counter: OctetCounter, _ lane: Int) -> Double {
        guard heads[focus].octets >> UInt8(counter.rawValue) & 1 == 1 else { return 0 }
        return Double(sums(octets: counter.rawValue)[lane])
    }

    func count(defect place: Int, _ lane: Int) -> Double {
        guard heads[focus].defects >> UInt64(place) & 1 == 1 else { return 0 }
        return defects[focus * DefectCounter.total + place].sum(lane)
    }

    /// How many different values a set has.
    func distinct(_ sketch: SketchKind, _ lane: Int) -> Double {
        let kind = sketch.rawValue
        let rows = Int(heads[focus].sketches[kind])
        let half = heads[focus].half
        let isRecent = heads[focus].recentSketches >> UInt8(kind) & 1 == 1
        let turn = isRecent ? .none : SketchTurn(from: heads[focus].stamps[kind].half(before: half), to: half)
        var estimate = DistinctEstimate()
        for row in 0..<min(rows, Self.some) {
            estimate.add(rank: sketches[someRow(kind, row)].turned(turn).rank(lane))
        }
        if rows > Self.some {
            for row in Self.some..<rows { estimate.add(rank: wholes[restRow(kind, row)].turned(turn).rank(lane)) }
        }
        return estimate.value
    }

    /// Intervals between visits so far, and the rhythm that they keep.
    var beats: UInt32 { heads[focus].beats }
    var rhythm: Periodicity { heads[focus].hasRhythm ? rhythms[focus].periodicity : .none }

    /// Short logins in a row.
    var streak: LoginStreak { heads[focus].hasStreak ? streaks[focus] : LoginStreak() }

    /// What was said after a greeting was waited for.
    @inline(__always) var serviceProbes: ServiceProbes {
        heads[focus].hasProbes && !probes[focus].isOver(in: heads[focus].half) ? probes[focus] : ServiceProbes()
    }
    @inline(__always) var mayHaveProbes: Bool { heads[focus].hasProbes }

    /// Counters, octets and defects that may be more than 0; bit by bit.
    @inline(__always) var countersInUse: UInt64 { heads[focus].counters }
    @inline(__always) var octetsInUse: UInt8 { heads[focus].octets }
    @inline(__always) var defectsInUse: UInt64 { heads[focus].defects }

    /// What a counter in use says over every span.
    @inline(__always)
    func sums(_ place: Int) -> CounterSums {
        let (half, isRecent) = (heads[focus].half, heads[focus].recentCounters >> UInt64(place) & 1 == 1)
        return place < Counter.half
            ? usual[focus * Counter.half + place].sums(in: half, isRecent: isRecent)
            : others[focus * Counter.half + place - Counter.half].sums(in: half, isRecent: isRecent)
    }

    @inline(__always)
    func sums(octets place: Int) -> SIMD4<UInt64> {
        octets[focus * OctetCounter.total + place]
            .sums(in: heads[focus].half, isRecent: heads[focus].recentOctets >> UInt8(place) & 1 == 1)
    }
}
