import Capture
import Packets

/// Packets that were kept for one verdict, in the order of the ring.
struct KeptPackets: Sendable {
    /// Their positions are places in `octets`.
    private(set) var entries: [PacketEntry] = []
    private(set) var octets: [UInt8] = []
    /// Packets that there was no room for.
    var leftOut = 0
    /// Whether the ring held everything from the first instant asked for.
    var reachesBack = true

    mutating func append(_ entry: PacketEntry, _ kept: Span<UInt8>) {
        entries.append(entry.moved(to: octets.count))
        for index in kept.indices { octets.append(kept[index]) }
    }

    /// What is kept of one of its packets.
    @_lifetime(borrow self)
    func octets(of entry: PacketEntry) -> Span<UInt8> {
        octets.span.extracting(entry.position..<entry.position + entry.length)
    }

    /// What several rings kept for one verdict, by time, in so many octets of pcapng at most.
    static func merged(_ parts: [KeptPackets], for request: EvidenceRequest, most: Int) -> KeptPackets {
        var merged = KeptPackets()
        var room = EvidenceRoom()
        var order: [(part: Int, entry: PacketEntry)] = []
        for (place, part) in parts.enumerated() {
            merged.leftOut += part.leftOut
            merged.reachesBack = merged.reachesBack && part.reachesBack
            for entry in part.entries {
                room.count(entry, isBefore: request.isBefore(entry))
                order.append((place, entry))
            }
        }
        // Stable: within a ring the order stays, and of equals the first ring's come first.
        order.sort { ($0.entry.time, $0.part, $0.entry.position) < ($1.entry.time, $1.part, $1.entry.position) }
        room.divide(most)
        for (place, entry) in order {
            if room.takes(entry, isBefore: request.isBefore(entry)) {
                let part = parts[place]
                merged.append(entry, part.octets(of: entry))
            } else {
                merged.leftOut += 1
            }
        }
        return merged
    }
}

/// How many of a verdict's packets there is room for: where not for all, for the latest up to the verdict and the first
/// after it, three quarters of it for those before.
struct EvidenceRoom {
    private var before = 0
    private var after = 0
    /// Octets to pass over before the verdict, and to take after it.
    private var passing = 0
    private var taking = 0

    mutating func count(_ entry: PacketEntry, isBefore: Bool) {
        let length = PcapngWriter.length(ofPacket: entry.length)
        if isBefore { before += length } else { after += length }
    }

    /// To be called when all are counted.
    mutating func divide(_ most: Int) {
        let room = most - min(after, most / 4)
        passing = max(0, before - room)
        taking = most - min(before, room)
    }

    /// Whether the next packet is one of those.
    mutating func takes(_ entry: PacketEntry, isBefore: Bool) -> Bool {
        let length = PcapngWriter.length(ofPacket: entry.length)
        guard isBefore else {
            taking -= length
            return taking >= 0
        }
        guard passing > 0 else { return true }
        passing -= length
        return false
    }
}
