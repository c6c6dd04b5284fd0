import Flows
import Packets

/// From which addresses hardware asks DHCP servers: the memory against tools that use up a server's addresses.
///
/// Bounded: once full, hardware that has been silent for a minute goes, and if that is not enough none is learnt.
public struct DHCPClients {
    /// Hardware addresses at most.
    static let capacity = 4_096
    /// Nanoseconds of silence after which hardware is forgotten.
    private static let memory: Int64 = 60_000_000_000
    /// Nanoseconds between two searches for room: a flood of hardware addresses must not cost a search of all each.
    private static let pause: Int64 = 5_000_000_000

    private struct Client {
        /// The address from which it asked first.
        var first: IPAddress
        /// Addresses from which it has asked; a bit each, by hash.
        var addresses: UInt64
        var seen: Timestamp
    }

    private var clients: [UInt64: Client] = [:]
    private var searched: Timestamp?

    public init() {}

    public var bytes: Int { Self.capacity * (MemoryLayout<Client>.stride + MemoryLayout<UInt64>.stride) * 2 }

    /// Takes in a client's request, in the order of the capture; where the hardware asks from another address than any
    /// before, the one from which it asked first. At most 63 times in a row.
    ///
    /// Whoever has no address yet asks from none, so that this says nothing.
    public mutating func observe(_ request: DHCPRequest, in packet: borrowing PacketHeader) -> IPAddress? {
        let (address, time) = (packet.source, packet.timestamp)
        guard !address.isUnspecified, request.hardwareAddress != 0 else { return nil }
        let bit = UInt64(1) << (Mixing.hash(address) >> 58)
        guard var client = clients[request.hardwareAddress], time.nanoseconds(since: client.seen) < Self.memory else {
            makeRoom(at: time)
            if clients.count < Self.capacity {
                clients[request.hardwareAddress] = Client(first: address, addresses: bit, seen: time)
            }
            return nil
        }
        let isNew = client.addresses & bit == 0
        client.addresses |= bit
        client.seen = time
        clients[request.hardwareAddress] = client
        return isNew ? client.first : nil
    }

    private mutating func makeRoom(at time: Timestamp) {
        guard clients.count >= Self.capacity else { return }
        if let searched, time.nanoseconds(since: searched) < Self.pause, time >= searched { return }
        searched = time
        clients = clients.filter { time.nanoseconds(since: $0.value.seen) < Self.memory }
    }
}
