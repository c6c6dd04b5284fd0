/// By how much of the whole way to a gate each amount brings an entity of one role that is counted.
///
/// Of an entity that was looked at it is known how far from the nearest bound it is. Sums over windows grow by what is counted
/// alone, so until that adds up to the whole way the entity cannot have come to any bound, and need not be looked at.
struct GateSteps: BitwiseCopyable, Sendable {
    /// 1 by the least amount that matters, or 0 where none does: of one counted.
    private var counters = InlineArray<64, Double>(repeating: 0)
    private var octets = InlineArray<5, Double>(repeating: 0)
    private var beats: UInt32 = 0
    private var minds = Minds()

    private struct Minds: OptionSet {
        var rawValue: UInt8
        /// Gates that somebody may be far from are known.
        static var somebody: Minds { Minds(rawValue: 1 << 0) }
        static var probes: Minds { Minds(rawValue: 1 << 1) }
        static var defects: Minds { Minds(rawValue: 1 << 2) }
    }

    /// Without gates everybody matters. All bits are zero.
    init() {}

    init(isOpen: Bool, beats: UInt32, minds probes: Bool, defects: Bool) {
        self.beats = beats
        if !isOpen { minds.insert(.somebody) }
        if probes { minds.insert(.probes) }
        if defects { minds.insert(.defects) }
    }

    /// Takes in that an amount of a counter matters from `least` on.
    mutating func bound(counter place: Int, _ least: UInt32) {
        counters[place] = max(counters[place], 1 / Double(max(1, least)))
    }

    /// The same of octets.
    mutating func bound(octets place: Int, _ least: UInt64) {
        octets[place] = max(octets[place], 1 / Double(max(1, least)))
    }

    /// How far a digest brings an entity at the most; it passes a bound at 1.
    @inline(__always)
    func way(_ digest: FlowDigest) -> Double {
        var way = 0.0
        digest.forEachCount { place, amount in way += Double(amount) * counters[place] }
        digest.forEachOctets { place, amount in way += Double(amount) * octets[place] }
        return way
    }

    /// The same of an amount.
    @inline(__always)
    func way(_ amount: UInt32, _ counter: Counter) -> Double { Double(amount) * counters[counter.rawValue] }

    /// The same of octets.
    @inline(__always)
    func way(_ amount: UInt64, _ counter: OctetCounter) -> Double { Double(amount) * octets[counter.rawValue] }

    /// Whether the entity may matter by something that does not add up.
    @inline(__always)
    func mattersAnyway(_ head: borrowing EntityHead) -> Bool {
        if !minds.contains(.somebody) { return true }
        if head.beats >= beats { return true }
        if head.hasProbes && minds.contains(.probes) { return true }
        return head.hasDefects && minds.contains(.defects)
    }
}
