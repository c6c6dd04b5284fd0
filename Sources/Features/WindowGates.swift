/// Tells the entities of each role that matter from all others by a few comparisons: those of which one of some amounts is
/// so great.
///
/// A gate may let in others too, but never keeps one out: sums stop at the maximum of 32 bits, and so do its bounds.
package struct WindowGates: Sendable {
    /// What has a bound, by role.
    private var gates = [Gate](repeating: Gate(), count: EntityRole.allCases.count)
    /// The least amount over each span, by role and place.
    private var leastCounters = [SIMD4<UInt32>](repeating: SIMD4(repeating: .max), count: 4 * WindowGates.counters)
    private var leastOctets = [SIMD4<UInt64>](repeating: SIMD4(repeating: .max), count: 4 * OctetCounter.total)

    private static let counters = 2 * Counter.half

    private struct Gate: BitwiseCopyable, Sendable {
        /// Counters and octets with a bound, bit by bit.
        var counters: UInt64 = 0
        var octets: UInt8 = 0
        /// Defects that let in whatever their number.
        var defects: UInt64 = 0
        var beats = UInt32.max
        /// Whoever waited for a greeting is let in.
        var probes = false
        var isOpen = false
    }

    package init() {}

    /// Lets in every entity of a role.
    package mutating func open(_ role: EntityRole) { gates[Int(role.rawValue)].isOpen = true }

    /// Whether a gate can have a bound on the feature, for a least value beyond 0.
    package static func canBound(_ feature: Feature) -> Bool { Bound(feature) != nil }

    /// Lets in entities whose feature is at least so much over the span; a least value of 0 or less lets in all.
    package mutating func admit(
        _ role: EntityRole, _ feature: Feature, atLeast least: Double, over span: WindowSpan
    ) {
        guard least > 0, let bound = Bound(feature) else {
            open(role)
            return
        }
        let gate = Int(role.rawValue)
        switch bound {
        case .counter(let place):
            gates[gate].counters |= 1 << UInt64(place)
            let row = gate * Self.counters + place
            leastCounters[row][span.lane] = min(leastCounters[row][span.lane], Self.amount(least))
        case .octets(let place):
            gates[gate].octets |= 1 << UInt8(place)
            let row = gate * OctetCounter.total + place
            // Beyond 2⁵³ a double says only about how much it is.
            let amount = least < 0x1p53 ? UInt64(least.rounded(.up)) : 1
            leastOctets[row][span.lane] = min(leastOctets[row][span.lane], amount)
        case .defect(let place): gates[gate].defects |= 1 << UInt64(place)
        case .probes: gates[gate].probes = true
        case .beats: gates[gate].beats = min(gates[gate].beats, Self.amount(least))
        }
    }

    private static func amount(_ least: Double) -> UInt32 { UInt32(min(least.rounded(.up), Double(UInt32.max))) }

    /// What must be at least as great as a feature.
    private enum Bound {
        case counter(Int)
        case octets(Int)
        case defect(Int)
        case beats
        case probes

        init?(_ feature: Feature) {
            switch feature.kind {
            case .counter(let counter): self = .counter(counter.rawValue)
            case .octets(let octets): self = .octets(octets.rawValue)
            case .defect(let place): self = .defect(place)
            case .derived(.beats): self = .beats
            case .derived(.serviceProbes), .derived(.shortServiceProbes): self = .probes
            case .derived(.incompleteHandshakes): self = .counter(Counter.synPackets.rawValue)
            case .derived(.unaddressedPackets): self = .counter(Counter.forwardPackets.rawValue)
            case .derived(.oneWayUDP): self = .counter(Counter.udpForwardPackets.rawValue)
            default: return nil
            }
        }
    }

    /// Whether the entity in focus may matter.
    package func admits(_ windows: borrowing EntityWindows) -> Bool { room(of: windows) <= 0 }

    /// How much of the way to the nearest bound is left to the entity in focus; 0 or less where it may matter.
    func room(of windows: borrowing EntityWindows) -> Double {
        let role = windows.role
        let gate = gates[role]
        if gate.isOpen || windows.beats >= gate.beats || windows.defectsInUse & gate.defects != 0 { return 0 }
        if gate.probes && windows.mayHaveProbes { return 0 }
        var nearest = 0.0
        var places = windows.countersInUse & gate.counters
        while places != 0 {
            let place = places.trailingZeroBitCount
            places &= places &- 1
            nearest = max(nearest, windows.sums(place).share(of: leastCounters[role &* Self.counters &+ place]))
            if nearest >= 1 { return 0 }
        }
        var kinds = windows.octetsInUse & gate.octets
        while kinds != 0 {
            let kind = kinds.trailingZeroBitCount
            kinds &= kinds &- 1
            let least = leastOctets[role &* OctetCounter.total &+ kind]
            let sums = windows.sums(octets: kind)
            for lane in 0..<4 { nearest = max(nearest, Double(sums[lane]) / Double(max(1, least[lane]))) }
        }
        return 1 - nearest
    }

    /// What is counted of a role, as steps to its bounds.
    func steps(of role: EntityRole) -> GateSteps {
        let number = Int(role.rawValue)
        let gate = gates[number]
        var steps = GateSteps(isOpen: gate.isOpen, beats: gate.beats, minds: gate.probes, defects: gate.defects != 0)
        for place in 0..<Self.counters where gate.counters >> UInt64(place) & 1 == 1 {
            steps.bound(counter: place, leastCounters[number * Self.counters + place].min())
        }
        for kind in 0..<OctetCounter.total where gate.octets >> UInt8(kind) & 1 == 1 {
            steps.bound(octets: kind, leastOctets[number * OctetCounter.total + kind].min())
        }
        return steps
    }
}
