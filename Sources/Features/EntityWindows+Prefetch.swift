import Flows

/// What the processor is asked for ahead of its use.
extension EntityWindows {
    /// The entity at a place.
    @inline(__always)
    func prefetch(_ place: Int) { records.prefetch(place, byte: 0) }

    /// Where a visit is noted, of the pair at a place.
    @inline(__always)
    func prefetchVisit(_ place: Int) { rhythms.prefetch(place) }

    /// Where a digest will be noted, of the entity at a place whose head is there, and where all that waits will be counted unless there
    /// is room for more.
    @inline(__always)
    func prefetchNote(_ place: Int) {
        let waiting = records[place].head.waiting
        if waiting < EntityRecord.room {
            records.prefetch(place, byte: EntityRecord.digest(Int(waiting)))
        } else {
            records.prefetch(place)
            prefetchUsual(place)
        }
    }

    /// What nearly every flow counts in, of the entity at a place.
    @inline(__always)
    private func prefetchUsual(_ place: Int) {
        blocks.prefetch(place, byte: 0)
        blocks.prefetch(place, byte: WindowBlock.usual(Counter.forwardPackets.rawValue))
        blocks.prefetch(place, byte: WindowBlock.usual(Counter.newFlows.rawValue))
        blocks.prefetch(place, byte: WindowBlock.usual(Counter.establishedConnections.rawValue))
        blocks.prefetch(place, byte: WindowBlock.usual(Counter.usedConnections.rawValue))
        blocks.prefetch(place, byte: WindowBlock.octets(OctetCounter.forward.rawValue))
        blocks.prefetch(place, byte: WindowBlock.octets(OctetCounter.reverse.rawValue))
        blocks.prefetch(place, byte: WindowBlock.sketch(SketchKind.peers.rawValue))
        blocks.prefetch(place, byte: WindowBlock.sketch(SketchKind.ports.rawValue))
    }

    /// The rows of counters, bit by bit, of the entity at a place.
    @inline(__always)
    func prefetchCounts(_ place: Int, _ counters: UInt64) {
        // Two rows lie in a line.
        var lines = (counters | counters >> 1) & 0x5555_5555_5555_5555
        while lines != 0 {
            let row = lines.trailingZeroBitCount
            lines &= lines &- 1
            if row < Counter.half {
                blocks.prefetch(place, byte: WindowBlock.usual(row))
            } else {
                others.prefetch(place * Counter.half + row - Counter.half)
            }
        }
    }

    /// The registers that take in what a digest brings, of the entity at a place whose rows' head is there.
    @inline(__always)
    func prefetchSets(_ place: Int, _ digest: FlowDigest) {
        digest.forEachValue { set, register in
            let isWhole = blocks[place].head.sketches[set.rawValue] == WindowHead.wholeSketch
            if isWhole && register.place >= Int(WindowHead.someRows) {
                wholes.prefetch(restRow(place, set.rawValue, register.place))
            } else {
                blocks.prefetch(place, byte: WindowBlock.sketch(set.rawValue))
            }
        }
    }

    /// Where a DNS message will count, of the entity at a place.
    @inline(__always)
    func prefetchNames(_ place: Int) {
        records.prefetch(place)
        blocks.prefetch(place, byte: 0)
        let row = place * Counter.half - Counter.half
        others.prefetch(row + Counter.dnsQuestions.rawValue)
        others.prefetch(row + Counter.dnsFailures.rawValue)
        others.prefetch(row + Counter.dnsNameOctets.rawValue)
        others.prefetch(row + Counter.dnsAnswerOctets.rawValue)
        blocks.prefetch(place, byte: WindowBlock.sketch(SketchKind.names.rawValue))
    }

    /// The entity at a place that will be looked at, and which of its rows hold something; its head is there.
    @inline(__always)
    func prefetchLook(_ place: Int) {
        for digest in 0..<Int(records[place].head.waiting) where digest % 2 == 0 {
            records.prefetch(place, byte: EntityRecord.digest(digest))
        }
        if records[place].head.hasRows { blocks.prefetch(place, byte: 0) }
    }

    /// What is looked at of the entity at a place whose heads are there: every row that counts, and the first of its sets.
    @inline(__always)
    func prefetchRows(_ place: Int) {
        guard records[place].head.hasRows else { return }
        prefetchCounts(place, blocks[place].head.counters)
        var kinds = blocks[place].head.octets
        while kinds != 0 {
            blocks.prefetch(place, byte: WindowBlock.octets(kinds.trailingZeroBitCount))
            kinds &= kinds &- 1
        }
        blocks.prefetch(place, byte: WindowBlock.sketch(SketchKind.peers.rawValue))
        blocks.prefetch(place, byte: WindowBlock.sketch(SketchKind.ports.rawValue))
    }
}
