import Packets

extension PacketRing {
    /// The packets of each request among those numbered `span`, each at most `most` octets as pcapng.
    ///
    /// One pass over the ring counts, one copies: O(packets in the ring).
    func collect(_ requests: [EvidenceRequest], in span: Range<Int>, most: Int) -> [KeptPackets] {
        let reach = reach(from: span.lowerBound, to: span.upperBound)
        var kept = requests.map { request in
            var packets = KeptPackets()
            packets.reachesBack =
                reach.lowerBound == span.lowerBound || reach.isEmpty || self[reach.lowerBound].time <= request.first
            return packets
        }
        var rooms = requests.map { _ in EvidenceRoom() }
        forEach(of: requests, in: reach) { place, entry in
            rooms[place].count(entry, isBefore: requests[place].isBefore(entry))
        }
        for place in rooms.indices { rooms[place].divide(most) }
        forEach(of: requests, in: reach) { place, entry in
            if rooms[place].takes(entry, isBefore: requests[place].isBefore(entry)) {
                kept[place].append(entry, octets(of: entry))
            } else {
                kept[place].leftOut += 1
            }
        }
        return kept
    }

    /// Shows each packet of each request.
    private func forEach(
        of requests: [EvidenceRequest], in reach: Range<Int>, _ visit: (Int, PacketEntry) -> Void
    ) {
        let keys = requests.map(\.key)
        // Which keys are asked for, by their last bits: most packets are nobody's.
        var asked = Array(repeating: false, count: 1_024)
        for key in keys { asked[Int(key & 1_023)] = true }
        var header = PacketHeader()
        for number in reach {
            let entry = self[number]
            guard entry.isWide || asked[Int(entry.source & 1_023)] || asked[Int(entry.destination & 1_023)] else {
                continue
            }
            var isDecoded = false
            for place in requests.indices where requests[place].admits(entry, key: keys[place]) {
                if !isDecoded { decode(entry, into: &header) }
                isDecoded = true
                if requests[place].includes(header) { visit(place, entry) }
            }
        }
    }

    /// Reads a packet again as far as it can be read.
    private func decode(_ entry: PacketEntry, into header: inout PacketHeader) {
        try? PacketDecoder.decode(
            octets(of: entry), linkType: entry.linkType, originalLength: entry.originalLength, timestamp: entry.time,
            into: &header)
    }
}
