import Flows
import Packets

/// How an amount, a value of a set and a visit are counted.
extension EntityWindows {
    /// Counts what no digest holds; the entity is settled.
    @inline(__always)
    mutating func add(_ amount: UInt32, to counter: Counter) {
        records[focus].head.room -= steps[0].way(amount, counter)
        add(amount, at: counter.rawValue)
    }

    @inline(__always)
    mutating func add(_ amount: UInt32, at place: Int) {
        guard amount > 0 else { return }
        let bit = UInt64(1) << UInt64(place)
        let isKnown = blocks[block].head.counters & bit != 0
        let isFirst = blocks[block].head.recentCounters & bit == 0
        blocks[block].head.counters |= bit
        blocks[block].head.recentCounters |= bit
        if place < Counter.half {
            if !isKnown { blocks[block].usual[place] = CounterRow(HalfStamp(half)) }
            blocks[block].usual[place].add(amount, in: half, isFirst: isFirst)
        } else {
            let row = block * Counter.half + place - Counter.half
            if !isKnown { others[row] = CounterRow(HalfStamp(half)) }
            others[row].add(amount, in: half, isFirst: isFirst)
        }
    }

    /// The same of octets.
    @inline(__always)
    mutating func add(_ amount: UInt64, to counter: OctetCounter) {
        records[focus].head.room -= steps[0].way(amount, counter)
        add(amount, octetsAt: counter.rawValue)
    }

    @inline(__always)
    mutating func add(_ amount: UInt64, octetsAt place: Int) {
        guard amount > 0 else { return }
        let bit = UInt8(1) << UInt8(place)
        let isFirst = blocks[block].head.recentOctets & bit == 0
        if blocks[block].head.octets & bit == 0 { blocks[block].octets[place] = OctetRow(HalfStamp(half)) }
        blocks[block].head.octets |= bit
        blocks[block].head.recentOctets |= bit
        blocks[block].octets[place].add(amount, in: half, isFirst: isFirst)
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
        if blocks[block].head.defects & bit == 0 { defects[row] = DefectRow() }
        blocks[block].head.defects |= bit
        records[focus].head.hasDefects = true
        defects[row].add()
    }

    /// Notes the start of a flow between the two of a pair.
    mutating func noteVisit(_ start: Timestamp) {
        if !records[focus].head.hasRhythm { rhythms[focus] = VisitRhythm() }
        records[focus].head.hasRhythm = true
        rhythms[focus].note(start)
        records[focus].head.beats = rhythms[focus].count
    }

    /// Whether the two of a pair were quiet before the second that is filling, and nothing in it broke that yet.
    @inline(__always) var wasQuiet: Bool { records[focus].head.wasQuiet }

    /// Notes that the two of a pair come back to a connection that stayed open after they were quiet. Where they open
    /// connections too, those are the visits.
    mutating func noteReturn(_ time: Timestamp) {
        records[focus].head.wasQuiet = false
        settle()
        if count(.synPackets, WindowSpan.tenMinutes.lane) == 0 { noteVisit(time) }
    }

    /// Notes the end of a session between the two of a pair: one more short login in a row, or work, which ends the row.
    mutating func noteSession(_ session: LoginSession, end: Timestamp, isProven: Bool) {
        switch session {
        case .short:
            if !records[focus].head.hasStreak { streaks[focus] = LoginStreak() }
            records[focus].head.hasStreak = true
            streaks[focus].note(end, isProven: isProven)
        case .work: records[focus].head.hasStreak = false
        case .probe: break
        }
    }

    /// Notes a connection between the two of a pair in which nobody spoke in the second in which it was opened.
    mutating func noteSilence(_ flow: borrowing FlowRecord) {
        beginProbes()
        probes[focus].noteSilence(flow, in: half)
    }

    /// Notes the end of a connection between the two of a pair.
    @inline(__always)
    mutating func noteEnd(_ flow: borrowing FlowRecord) {
        if !records[focus].head.hasProbes, !flow.waitedForGreeting { return }
        beginProbes()
        probes[focus].noteEnd(flow, in: half)
    }

    private mutating func beginProbes() {
        if !records[focus].head.hasProbes || probes[focus].isOver(in: half) { probes[focus] = ServiceProbes() }
        records[focus].head.hasProbes = true
    }

    /// Puts a value into a set by 64 well-mixed bits of it.
    mutating func insert(_ hash: UInt64, into sketch: SketchKind) { insert(SketchRegister(hash), into: sketch) }

    mutating func insert(_ register: SketchRegister, into sketch: SketchKind) {
        let (kind, tick) = (sketch.rawValue, tick)
        if blocks[block].head.recentSketches >> UInt8(kind) & 1 == 0 { beginSecond(of: kind) }
        let (place, rank) = (register.place, register.rank)
        let rows = blocks[block].head.sketches[kind]
        guard rows < WindowHead.wholeSketch else {
            withRow(kind, place) { $0.insert(rank, in: tick) }
            return
        }
        for row in 0..<Int(rows) where blocks[block].sketches[someRow(kind, row)].place == UInt8(place) {
            blocks[block].sketches[someRow(kind, row)].insert(rank)
            return
        }
        if rows == WindowHead.someRows {
            makeWhole(kind)
            withRow(kind, place) { $0.insert(rank, in: tick) }
        } else {
            var row = SketchRow(place: UInt8(place))
            row.insert(rank)
            blocks[block].sketches[someRow(kind, Int(rows))] = row
            blocks[block].head.sketches[kind] = rows + 1
        }
    }

    /// The low bits of the second's number: enough to tell seconds of one half apart.
    @inline(__always) var tick: UInt8 { UInt8(truncatingIfNeeded: second) }

    /// The first value of a second: turns the set to it. Registers in their places are turned once a half, since each says of
    /// which second its latest value is.
    private mutating func beginSecond(of kind: Int) {
        let rows = Int(blocks[block].head.sketches[kind])
        let isWhole = rows > Self.some
        let stamp = blocks[block].head.stamps[kind]
        blocks[block].head.recentSketches |= 1 << UInt8(kind)
        if isWhole && stamp == HalfStamp(half) { return }
        blocks[block].head.stamps[kind] = HalfStamp(half)
        let turn = SketchTurn(from: stamp.half(before: half), to: half)
        let first = someRow(kind, 0)
        for row in 0..<min(rows, Self.some) {
            blocks[block].sketches[first + row] = blocks[block].sketches[first + row].turned(turn)
        }
        guard isWhole else { return }
        let rest = restRow(kind, Self.some)
        for row in 0..<Self.rest { wholes[rest + row] = wholes[rest + row].turned(turn) }
    }

    private mutating func makeWhole(_ kind: Int) {
        let tick = tick
        var known = InlineArray<8, SketchRow>(repeating: SketchRow(place: 0))
        for row in 0..<Self.some { known[row] = blocks[block].sketches[someRow(kind, row)] }
        for place in 0..<Int(WindowHead.wholeSketch) { withRow(kind, place) { $0 = SketchRow(place: tick) } }
        for row in 0..<Self.some { withRow(kind, Int(known[row].place)) { $0 = known[row].placed(in: tick) } }
        blocks[block].head.sketches[kind] = WindowHead.wholeSketch
    }

    @inline(__always)
    func someRow(_ kind: Int, _ row: Int) -> Int { kind * Self.some + row }

    @inline(__always)
    func restRow(_ kind: Int, _ row: Int) -> Int { restRow(block, kind, row) }

    @inline(__always)
    func restRow(_ place: Int, _ kind: Int, _ row: Int) -> Int {
        (place * SketchKind.total + kind) * Self.rest + row - Self.some
    }

    @inline(__always)
    private mutating func withRow(_ kind: Int, _ row: Int, _ change: (inout SketchRow) -> Void) {
        if row < Self.some {
            change(&blocks[block].sketches[someRow(kind, row)])
        } else {
            change(&wholes[restRow(kind, row)])
        }
    }
}
