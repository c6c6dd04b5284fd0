import Packets

extension PacketRing {
    /// The packets of each request among those numbered `span`, each at most `most` octets as pcapng.
    ///
    /// O(packets in the ring), most of which are passed over by their keys.
    func collect(_ requests: [EvidenceRequest], in span: Range<Int>, most: Int) -> [KeptPackets] {
        let reach = reach(from: span.lowerBound, to: span.upperBound)
        var kept = requests.map { request in
            var packets = KeptPackets()
            packets.reachesBack =
                reach.lowerBound == span.lowerBound || reach.isEmpty || self[reach.lowerBound].time <= request.first
            return packets
        }
        let found = find(requests, in: reach)
        for place in requests.indices {
            let verdict = requests[place].verdict.time
            var room = EvidenceRoom()
            for number in found[place] { room.count(self[number], isBefore: self[number].time < verdict) }
            room.divide(most)
            for number in found[place] {
                let entry = self[number]
                if room.takes(entry, isBefore: entry.time < verdict) {
                    kept[place].append(entry, octets(of: entry))
                } else {
                    kept[place].leftOut += 1
                }
            }
        }
        return kept
    }

    /// The numbers of each request's packets.
    private func find(_ requests: [EvidenceRequest], in reach: Range<Int>) -> [[Int]] {
        let sought = requests.map(\.sought)
        // Which keys are asked for, by their last bits: most packets are nobody's.
        var asked = Array(repeating: false, count: 1_024)
        for one in sought { asked[Int(one.key & 1_023)] = true }
        var found: [[Int]] = requests.map { _ in [] }
        var header = PacketHeader()
        // A packet that came late was metered at the time of the latest before it.
        var clock = Timestamp(nanoseconds: .min)
        for number in reach {
            let entry = self[number]
            clock = max(clock, entry.time)
            guard asked[Int(entry.source & 1_023)] || asked[Int(entry.destination & 1_023)] || entry.sight == .wide
            else { continue }
            var isDecoded = false
            for (place, one) in sought.enumerated() where one.admits(entry, at: clock) {
                if entry.sight != .plain {
                    if !isDecoded { decode(entry, into: &header) }
                    isDecoded = true
                    guard one.isNamed(by: header) else { continue }
                }
                found[place].append(number)
            }
        }
        return found
    }

    /// Reads a packet again as far as it can be read.
    private func decode(_ entry: PacketEntry, into header: inout PacketHeader) {
        try? PacketDecoder.decode(
            octets(of: entry), linkType: entry.linkType, originalLength: entry.originalLength, timestamp: entry.time,
            into: &header)
    }
}
