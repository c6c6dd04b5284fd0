import Flows

/// What the processor is asked for ahead of its use.
extension EntityWindows {
    /// Where a flow will count, of the entity at a place.
    @inline(__always)
    func prefetch(_ place: Int, _ rows: FlowRows) {
        heads.prefetch(place)
        let row = place * Counter.half
        if rows.hasPackets { prefetchPackets(place, rows) }
        guard rows.hasEvents else { return }
        usual.prefetch(row + Counter.newFlows.rawValue)
        usual.prefetch(row + Counter.establishedConnections.rawValue)
        usual.prefetch(row + Counter.usedConnections.rawValue)
        if rows.began { usual.prefetch(row + Int(rows.port)) }
    }

    @inline(__always)
    private func prefetchPackets(_ place: Int, _ rows: FlowRows) {
        let (row, octetRow) = (place * Counter.half, place * OctetCounter.total)
        usual.prefetch(row + Counter.forwardPackets.rawValue)
        usual.prefetch(row + Int(rows.size))
        octets.prefetch(octetRow + OctetCounter.forward.rawValue)
        octets.prefetch(octetRow + OctetCounter.reverse.rawValue)
        if rows.isOutward { octets.prefetch(octetRow + OctetCounter.outward.rawValue) }
        guard rows.isUDP else { return }
        usual.prefetch(row + Counter.udpForwardPackets.rawValue)
        guard rows.isReflector else { return }
        others.prefetch(row + Counter.reflectorRequests.rawValue - Counter.half)
        others.prefetch(row + Counter.reflectedPackets.rawValue - Counter.half)
        octets.prefetch(octetRow + OctetCounter.reflectorRequests.rawValue)
        octets.prefetch(octetRow + OctetCounter.reflected.rawValue)
    }

    /// Where a visit is noted, of the pair at a place.
    @inline(__always)
    func prefetchVisit(_ place: Int) { rhythms.prefetch(place) }

    /// Where a DNS message will count, of the entity at a place.
    @inline(__always)
    func prefetchNames(_ place: Int) {
        heads.prefetch(place)
        let row = place * Counter.half - Counter.half
        others.prefetch(row + Counter.dnsQuestions.rawValue)
        others.prefetch(row + Counter.dnsFailures.rawValue)
        others.prefetch(row + Counter.dnsNameOctets.rawValue)
        others.prefetch(row + Counter.dnsAnswerOctets.rawValue)
        sketches.prefetch(someRow(place, SketchKind.names.rawValue, 0))
    }

    /// The registers that take in what a new flow brings, of the entity at a place whose head is there.
    @inline(__always)
    func prefetchSets(_ place: Int, peer: UInt8, port: UInt8) {
        prefetchSet(place, .peers, Int(peer))
        prefetchSet(place, .ports, Int(port))
    }

    @inline(__always)
    private func prefetchSet(_ place: Int, _ sketch: SketchKind, _ register: Int) {
        let kind = sketch.rawValue
        let isWhole = heads[place].sketches[kind] == EntityHead.wholeSketch
        if !isWhole || register < Int(EntityHead.someRows) { sketches.prefetch(someRow(place, kind, 0)) }
        guard isWhole else { return }
        if heads[place].recentSketches >> UInt8(kind) & 1 == 0 {
            // The first value of a second turns all of them.
            for row in stride(from: Int(EntityHead.someRows), to: Int(EntityHead.wholeSketch), by: 8) {
                wholes.prefetch(restRow(place, kind, row))
            }
        } else if register >= Int(EntityHead.someRows) {
            wholes.prefetch(restRow(place, kind, register))
        }
    }

    /// The head of the entity at a place.
    @inline(__always)
    func prefetchHead(_ place: Int) { heads.prefetch(place) }

    /// What is looked at of the entity at a place whose head is there: every row that counts, and the first of its sets.
    @inline(__always)
    func prefetchRows(_ place: Int) {
        let counters = heads[place].counters
        // Two rows lie in a line.
        var lines = (counters | counters >> 1) & 0x5555_5555
        while lines != 0 {
            usual.prefetch(place * Counter.half + lines.trailingZeroBitCount)
            lines &= lines &- 1
        }
        var kinds = heads[place].octets
        while kinds != 0 {
            octets.prefetch(place * OctetCounter.total + kinds.trailingZeroBitCount)
            kinds &= kinds &- 1
        }
        sketches.prefetch(someRow(place, SketchKind.peers.rawValue, 0))
        sketches.prefetch(someRow(place, SketchKind.ports.rawValue, 0))
    }

    /// Where the first flow of an entity that is put at a place will count.
    @inline(__always)
    func prefetchBeginning(_ place: Int) {
        heads.prefetch(place)
        let (row, octetRow) = (place * Counter.half, place * OctetCounter.total)
        usual.prefetch(row + Counter.forwardPackets.rawValue)
        usual.prefetch(row + Counter.newFlows.rawValue)
        usual.prefetch(row + Counter.establishedConnections.rawValue)
        usual.prefetch(row + Counter.usedConnections.rawValue)
        octets.prefetch(octetRow + OctetCounter.forward.rawValue)
        octets.prefetch(octetRow + OctetCounter.reverse.rawValue)
        sketches.prefetch(someRow(place, SketchKind.peers.rawValue, 0))
        sketches.prefetch(someRow(place, SketchKind.ports.rawValue, 0))
    }
}
