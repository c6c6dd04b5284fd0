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

    /// What a gate looks at first of the entity at a place.
    @inline(__always)
    func prefetchGate(_ place: Int) {
        heads.prefetch(place)
        usual.prefetch(place * Counter.half + Counter.newFlows.rawValue)
        usual.prefetch(place * Counter.half + Counter.establishedConnections.rawValue)
        octets.prefetch(place * OctetCounter.total + OctetCounter.outward.rawValue)
    }
}
