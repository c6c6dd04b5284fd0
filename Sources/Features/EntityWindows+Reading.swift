import Models

/// What was counted.
extension EntityWindows {
    /// The amount of a counter over the span of a lane.
    @inline(__always)
    func count(_ counter: Counter, offset: Int = 0, _ lane: Int) -> Double {
        let place = counter.rawValue + offset
        guard blocks[block].head.counters >> UInt64(place) & 1 == 1 else { return 0 }
        return sums(place)[lane]
    }

    @inline(__always)
    func count(_ counter: OctetCounter, _ lane: Int) -> Double {
        guard blocks[block].head.octets >> UInt8(counter.rawValue) & 1 == 1 else { return 0 }
        return Double(sums(octets: counter.rawValue)[lane])
    }

    func count(defect place: Int, _ lane: Int) -> Double {
        guard blocks[block].head.defects >> UInt64(place) & 1 == 1 else { return 0 }
        return defects[focus * DefectCounter.total + place].sum(lane)
    }

    /// How many different values a set has.
    func distinct(_ sketch: SketchKind, _ lane: Int) -> Double {
        let kind = sketch.rawValue
        let rows = Int(blocks[block].head.sketches[kind])
        let isRecent = blocks[block].head.recentSketches >> UInt8(kind) & 1 == 1
        let turn =
            isRecent ? .none : SketchTurn(from: blocks[block].head.stamps[kind].half(before: half), to: half)
        var estimate = DistinctEstimate()
        guard rows == Int(WindowHead.wholeSketch) else {
            for row in 0..<rows {
                estimate.add(rank: blocks[block].sketches[someRow(kind, row)].turned(turn).rank(lane))
            }
            return estimate.value
        }
        for row in 0..<Self.some {
            estimate.add(rank: blocks[block].sketches[someRow(kind, row)].turned(turn).rank(lane, in: tick))
        }
        let rest = restRow(kind, Self.some)
        for row in 0..<Self.rest { estimate.add(rank: wholes[rest + row].turned(turn).rank(lane, in: tick)) }
        return estimate.value
    }

    /// Intervals between visits so far, and the rhythm that they keep.
    var beats: UInt32 { records[focus].head.beats }
    var rhythm: Periodicity { records[focus].head.hasRhythm ? rhythms[focus].periodicity : .none }

    /// Short logins in a row.
    var streak: LoginStreak { records[focus].head.hasStreak ? streaks[focus] : LoginStreak() }

    /// What was said after a greeting was waited for.
    @inline(__always) var serviceProbes: ServiceProbes {
        records[focus].head.hasProbes && !probes[focus].isOver(in: half) ? probes[focus] : ServiceProbes()
    }
    @inline(__always) var mayHaveProbes: Bool { records[focus].head.hasProbes }

    /// Counters, octets and defects that may be more than 0; bit by bit.
    @inline(__always) var countersInUse: UInt64 { blocks[block].head.counters }
    @inline(__always) var octetsInUse: UInt8 { blocks[block].head.octets }
    @inline(__always) var defectsInUse: UInt64 { blocks[block].head.defects }

    /// What a counter in use says over every span.
    @inline(__always)
    func sums(_ place: Int) -> CounterSums {
        let isRecent = blocks[block].head.recentCounters >> UInt64(place) & 1 == 1
        return place < Counter.half
            ? blocks[block].usual[place].sums(in: half, isRecent: isRecent)
            : others[block * Counter.half + place - Counter.half].sums(in: half, isRecent: isRecent)
    }

    @inline(__always)
    func sums(octets place: Int) -> SIMD4<UInt64> {
        blocks[block].octets[place]
            .sums(in: half, isRecent: blocks[block].head.recentOctets >> UInt8(place) & 1 == 1)
    }
}
