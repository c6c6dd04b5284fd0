import Flows

/// What the processor is asked for ahead of its use.
extension EntityWindows {
    /// Where `fold` will count what a flow did, of the entity at a place.
    @inline(__always)
    func prefetch(_ place: Int, for flow: borrowing FlowRecord) {
        heads.prefetch(place)
        let row = place * Counter.half
        usual.prefetch(row + Counter.forwardPackets.rawValue)
        if flow.hasTickPackets { usual.prefetch(row + Counter.sizeBuckets.rawValue + flow.sizeBucket) }
        octets.prefetch(place * OctetCounter.total + OctetCounter.forward.rawValue)
        octets.prefetch(place * OctetCounter.total + OctetCounter.reverse.rawValue)
        if flow.isOutward { octets.prefetch(place * OctetCounter.total + OctetCounter.outward.rawValue) }
        if flow.key.transport == .udp { usual.prefetch(row + Counter.udpForwardPackets.rawValue) }
        guard !flow.tickEvents.isEmpty else { return }
        for counter in [Counter.newFlows, .establishedConnections, .usedConnections] {
            usual.prefetch(row + counter.rawValue)
        }
        guard flow.tickEvents.contains(.began) else { return }
        usual.prefetch(row + Counter.portBuckets.rawValue + Int(flow.portHash >> 61))
        sketches.prefetch(someRow(place, SketchKind.peers.rawValue, 0))
        sketches.prefetch(someRow(place, SketchKind.ports.rawValue, 0))
    }

    /// What a gate looks at first of the entity at a place.
    @inline(__always)
    func prefetchGate(_ place: Int) {
        heads.prefetch(place)
        usual.prefetch(place * Counter.half + Counter.newFlows.rawValue)
        usual.prefetch(place * Counter.half + Counter.establishedConnections.rawValue)
    }
}
