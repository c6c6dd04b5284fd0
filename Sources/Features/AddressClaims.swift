import Packets

/// Which hardware address says that it has an IPv4 address: the memory against ARP spoofing.
///
/// Bounded: once full, addresses that have been silent for twenty minutes go, and if that is not enough new ones are
/// not learnt.
public struct AddressClaims {
    /// Addresses at most.
    static let capacity = 16_384
    private static let memory: Int64 = 1_200
    /// Nanoseconds between two searches for room: a flood of addresses must not cost a search of the whole table each.
    private static let pause: Int64 = 5_000_000_000

    private struct Binding {
        /// Who claimed it first, and who claimed it last.
        var owner: UInt64
        var latest: UInt64
        var changes = 0
        var seen: Timestamp
    }

    private var bindings: [IPAddress: Binding] = [:]
    /// When an address was last asked for.
    private var asked: [IPAddress: Timestamp] = [:]
    private var searched: Timestamp?

    public init() {}

    public var bytes: Int { Self.capacity * (MemoryLayout<Binding>.stride + 2 * MemoryLayout<IPAddress>.stride) * 2 }

    /// Nanoseconds in which a reply to a request comes.
    private static let answerTime: Int64 = 5_000_000_000

    /// Takes in an ARP packet, in the order of the capture.
    public mutating func observe(_ packet: PacketHeader) -> ARPObservation {
        ARPObservation(
            source: packet.source, target: packet.destination, octets: packet.networkLength,
            isQuestion: packet.arpOperation == 1 && packet.source != packet.destination, claim: note(packet))
    }

    private mutating func note(_ packet: PacketHeader) -> AddressClaim {
        if packet.arpOperation == 1, packet.source != packet.destination {
            makeRoom(at: packet.timestamp)
            if asked.count < Self.capacity { asked[packet.destination] = packet.timestamp }
        }
        var claim = bind(packet)
        if packet.arpOperation == 2, packet.source != packet.destination {
            let question = asked[packet.source]
            // While there is no room to remember who asked, nobody is accused of not having been asked.
            let isLate = question.map { packet.timestamp.nanoseconds(since: $0) > Self.answerTime }
            claim.isUnsolicited = isLate ?? (asked.count < Self.capacity)
        }
        return claim
    }

    private mutating func bind(_ packet: PacketHeader) -> AddressClaim {
        let address = packet.source
        guard !address.isUnspecified, packet.sourceMAC != 0 else { return AddressClaim() }
        guard var binding = bindings[address],
            packet.timestamp.nanoseconds(since: binding.seen) < Self.memory * 1_000_000_000
        else {
            makeRoom(at: packet.timestamp)
            if bindings.count < Self.capacity {
                bindings[address] = Binding(owner: packet.sourceMAC, latest: packet.sourceMAC, seen: packet.timestamp)
            }
            return AddressClaim()
        }
        var claim = AddressClaim(isConflict: packet.sourceMAC != binding.owner)
        if packet.sourceMAC != binding.latest {
            binding.changes += 1
            claim.isFlip = binding.changes > 1
        }
        binding.latest = packet.sourceMAC
        binding.seen = packet.timestamp
        bindings[address] = binding
        return claim
    }

    private mutating func makeRoom(at time: Timestamp) {
        guard max(bindings.count, asked.count) >= Self.capacity else { return }
        if let searched, time.nanoseconds(since: searched) < Self.pause, time >= searched { return }
        searched = time
        asked = asked.filter { time.nanoseconds(since: $0.value) < Self.answerTime }
        bindings = bindings.filter { time.nanoseconds(since: $0.value.seen) < Self.memory * 1_000_000_000 }
    }
}

/// What an ARP packet says about who has the sender's address.
public struct AddressClaim: BitwiseCopyable, Sendable {
    /// The address is claimed by another than its owner.
    public var isConflict = false
    /// The claim went from one hardware address to another and back.
    public var isFlip = false
    /// A reply without a request for the address within five seconds.
    public var isUnsolicited = false
}
