/// Tells the entities that matter from all others by a few comparisons: those of which one of some amounts is so great.
///
/// It may let in others too, but never keeps one out: sums stop at the maximum of 32 bits, and so do its bounds.
package struct WindowGate: Sendable {
    /// Counters and octets with a bound, bit by bit, and the least amount over each span.
    private var counters: UInt64 = 0
    private var octets: UInt8 = 0
    private var leastCounters = InlineArray<64, SIMD4<UInt32>>(repeating: SIMD4(repeating: .max))
    private var leastOctets = InlineArray<8, SIMD4<UInt64>>(repeating: SIMD4(repeating: .max))
    /// Defects that let in whatever their number.
    private var defects: UInt64 = 0
    private var beats = UInt32.max
    private var isOpen = false

    package init() {}

    /// Lets in every entity.
    package mutating func open() { isOpen = true }

    /// Whether a bound on the feature can be one of the gate's, for a least value beyond 0.
    package static func canBound(_ feature: Feature) -> Bool { Bound(feature) != nil }

    /// Lets in entities whose feature is at least so much over the span; a least value of 0 or less lets in all.
    package mutating func admit(_ feature: Feature, atLeast least: Double, over span: WindowSpan) {
        guard least > 0, let bound = Bound(feature) else {
            open()
            return
        }
        switch bound {
        case .counter(let place):
            counters |= 1 << UInt64(place)
            let amount = UInt32(min(least.rounded(.up), Double(UInt32.max)))
            leastCounters[place][span.lane] = min(leastCounters[place][span.lane], amount)
        case .octets(let place):
            octets |= 1 << UInt8(place)
            // Beyond 2⁵³ a double says only about how much it is.
            let amount = least < 0x1p53 ? UInt64(least.rounded(.up)) : 1
            leastOctets[place][span.lane] = min(leastOctets[place][span.lane], amount)
        case .defect(let place): defects |= 1 << UInt64(place)
        case .beats: beats = min(beats, UInt32(min(least.rounded(.up), Double(UInt32.max))))
        }
    }

    /// What must be at least as great as a feature.
    private enum Bound {
        case counter(Int)
        case octets(Int)
        case defect(Int)
        case beats

        init?(_ feature: Feature) {
            switch feature.kind {
            case .counter(let counter): self = .counter(counter.rawValue)
            case .octets(let octets): self = .octets(octets.rawValue)
            case .defect(let place): self = .defect(place)
            case .derived(.beats): self = .beats
            case .derived(.incompleteHandshakes): self = .counter(Counter.synPackets.rawValue)
            case .derived(.oneWayUDP): self = .counter(Counter.udpForwardPackets.rawValue)
            default: return nil
            }
        }
    }

    /// Whether the entity in focus may matter.
    @inline(__always)
    package func admits(_ windows: borrowing EntityWindows) -> Bool {
        var places = windows.countersInUse & counters
        while places != 0 {
            let place = places.trailingZeroBitCount
            places &= places &- 1
            if windows.row(place).reaches(leastCounters[place]) { return true }
        }
        return isOpen || windows.beats >= beats || windows.defectsInUse & defects != 0 || admitsOctets(windows)
    }

    @inline(__always)
    private func admitsOctets(_ windows: borrowing EntityWindows) -> Bool {
        var places = windows.octetsInUse & octets
        while places != 0 {
            let place = places.trailingZeroBitCount
            places &= places &- 1
            let row = windows.row(octets: place)
            for lane in 0..<4 where row.sum(lane) >= leastOctets[place][lane] { return true }
        }
        return false
    }
}
