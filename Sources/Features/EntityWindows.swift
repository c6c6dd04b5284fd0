import Flows
import Models
import Packets

/// All that is kept of the entities of a table, in fixed memory, with one of them in focus: whom it speaks of.
/// Detectors look at an entity at the end of a second in which it was touched.
///
/// What a flow did waits as it is, in the entity's record, until there is too much of it or somebody looks; then it is
/// counted in rows over every span (`settle`). Rows that nearly every entity uses lie together, the others apart by how often they
/// are used; they count only where a head says so. An entity takes 6.5 kB at most, an ordinary one 2 kB of what the
/// system has to give, and nothing has to be emptied.
public struct EntityWindows: ~Copyable {
    var records: FixedBuffer<EntityRecord>
    var blocks: FixedBuffer<WindowBlock>
    /// The second half of the counters.
    var others: FixedBuffer<CounterRow>
    var defects: FixedBuffer<DefectRow>
    /// The rows of sets beyond the first.
    var wholes: FixedBuffer<SketchRow>
    var rhythms: FixedBuffer<VisitRhythm>
    var streaks: FixedBuffer<LoginStreak>
    var probes: FixedBuffer<ServiceProbes>
    /// By how much of its way to a gate what is counted brings an entity.
    var steps: FixedBuffer<GateSteps>
    /// What digests add up to while they are counted.
    var sum = DigestSum()
    /// The place of the entity in focus, and that of its rows: its own, or the last, where nobody's are.
    private(set) var focus = 0
    private(set) var block = 0
    /// The second that is counted, and the half of ten seconds that it lies in.
    private(set) var second: Int64 = 0
    private(set) var half: Int64 = 0
    /// Whether the entity in focus may matter to the gates, as of the end of a second; without gates every one does.
    public internal(set) var mayMatter = true

    init(capacity: Int, in memory: TableMemory? = nil) {
        records = FixedBuffer(count: capacity, zero: EntityRecord(), in: memory)
        blocks = FixedBuffer(count: capacity + 1, zero: WindowBlock(), in: memory)
        others = FixedBuffer(count: (capacity + 1) * Counter.half, zero: CounterRow(0), in: memory)
        defects = FixedBuffer(count: capacity * DefectCounter.total, zero: DefectRow(), in: memory)
        let registers = (capacity + 1) * SketchKind.total * Self.rest
        wholes = FixedBuffer(count: registers, zero: SketchRow(place: 0), in: memory)
        rhythms = FixedBuffer(count: capacity, zero: VisitRhythm(), in: memory)
        streaks = FixedBuffer(count: capacity, zero: LoginStreak(), in: memory)
        probes = FixedBuffer(count: capacity, zero: ServiceProbes(), in: memory)
        // In a buffer, so that nothing copies it.
        steps = FixedBuffer(count: 1, zero: GateSteps())
    }

    static let some = Int(WindowHead.someRows)
    static let rest = Int(WindowHead.wholeSketch) - some

    var bytes: Int {
        records.bytes + blocks.bytes + others.bytes + defects.bytes + wholes.bytes + rhythms.bytes + streaks.bytes
            + probes.bytes
    }

    /// The entity in focus.
    public var entity: Entity { records[focus].head.entity }

    /// The role of the entity in focus, as a number from 0.
    @inline(__always) package var role: Int { records[focus].head.roleNumber }

    /// Whether `entity`, which has the role of all here, is the one at a place.
    @inline(__always)
    func isAt(_ place: Int, _ entity: Entity) -> Bool { records[place].head.isOf(entity) }

    /// Looks at the entity at a place.
    @inline(__always)
    mutating func focus(on place: Int) { (focus, block) = (place, place) }

    /// Puts an entity that did nothing yet where another may have been: the whole way to the gates lies ahead of it.
    mutating func begin(_ entity: Entity) {
        records[focus].head = EntityHead(entity)
        records[focus].head.room = 1
    }

    /// Begins a second, counted from the epoch, of the entity in focus.
    @inline(__always)
    mutating func touch(in second: Int64) {
        now(second)
        records[focus].head.touch(in: half)
    }

    @inline(__always)
    private mutating func now(_ second: Int64) {
        if second == self.second { return }
        self.second = second
        half = WindowTurn.half(of: second)
    }

    /// From now on entities are measured by these gates, and each of the first `count` is to be looked at once.
    mutating func measure(by gates: WindowGates, role: EntityRole, count: Int) {
        steps[0] = gates.steps(of: role)
        for place in 0..<count { records[place].head.room = 0 }
    }
}

// MARK: - What waits to be counted

extension EntityWindows {
    /// Notes what a flow did in the second, to be counted when somebody looks.
    @inline(__always)
    mutating func note(_ digest: FlowDigest) {
        if records[focus].head.waiting == EntityRecord.room { settle() }
        let waiting = records[focus].head.waiting
        records[focus].digests[Int(waiting)] = digest.during(second)
        records[focus].head.waiting = waiting + 1
        records[focus].head.room -= steps[0].way(digest)
    }

    /// Counts what waits, and begins the second in the rows: to be done before anything else is counted, or read.
    mutating func settle() {
        countWaiting()
        records[focus].head.waiting = 0
    }

    private mutating func countWaiting() {
        let now = second
        let waiting = Int(records[focus].head.waiting)
        var first = 0
        while first < waiting {
            let second = records[focus].digests[first].second(before: now)
            var end = first + 1
            while end < waiting, records[focus].digests[end].second(before: now) == second { end += 1 }
            count(in: second)
            count(first..<end)
            first = end
        }
        count(in: now)
    }

    /// Counts what waits where nobody's rows are, of an entity of which nothing was counted so far: most such are only looked at, and
    /// rows of their own would have to be fetched from far.
    private mutating func countApart() {
        block = records.count
        countWaiting()
        records[focus].head.hasRows = false
    }

    /// Counts digests of one second, each counter once.
    private mutating func count(_ places: Range<Int>) {
        if places.count == 1 {
            count(records[focus].digests[places.lowerBound])
            return
        }
        for place in places { sum.add(records[focus].digests[place]) }
        // Each row is a wait by itself, unless all are asked for at once.
        prefetchCounts(block, sum.countsInUse)
        for place in places { prefetchSets(block, records[focus].digests[place]) }
        while let (place, amount) = sum.takeCount() { add(amount, at: place) }
        while let (place, amount) = sum.takeOctets() { add(amount, octetsAt: place) }
        for place in places {
            let digest = records[focus].digests[place]
            digest.forEachValue { set, register in insert(register, into: set) }
        }
    }

    private mutating func count(_ digest: FlowDigest) {
        digest.forEachCount { place, amount in add(amount, at: place) }
        digest.forEachOctets { place, amount in add(amount, octetsAt: place) }
        digest.forEachValue { set, register in insert(register, into: set) }
    }

    /// Counts from here on in a second.
    private mutating func count(in second: Int64) {
        now(second)
        guard records[focus].head.hasRows else {
            blocks[block].head = WindowHead(second: second)
            records[focus].head.hasRows = true
            return
        }
        let before = blocks[block].head.second(before: second)
        if before == second { return }
        let old = WindowTurn.half(of: before)
        if blocks[block].head.defects != 0 { turnDefects(from: old) }
        blocks[block].head.begin(second, from: old, to: half)
    }

    private mutating func turnDefects(from old: Int64) {
        let turn = WindowTurn(from: old, to: half)
        for place in 0..<DefectCounter.total where blocks[block].head.defects >> place & 1 == 1 {
            defects[focus * DefectCounter.total + place].turn(turn)
        }
    }

    /// Counts what waits of the entity in focus, to be looked at; and measures how far from gates it is, unless it is known to be far.
    mutating func look(through gates: WindowGates?, isFar: Bool) {
        if isFar && !records[focus].head.hasRows { countApart() } else { settle() }
        mayMatter = !isFar
        guard let gates else { return }
        let room = gates.room(of: self)
        records[focus].head.room = room
        mayMatter = room <= 0
    }

    /// Whether the entity at a place is still too far from the gates to matter.
    @inline(__always)
    func isFar(_ place: Int) -> Bool {
        // Sums of doubles are off by some 1e-16 for each digest.
        records[place].head.room > 1e-6 && !steps[0].mattersAnyway(records[place].head)
    }
}
