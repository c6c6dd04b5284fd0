import Features
import Models
import Packets

/// What findings must have in common to be of one incident.
struct IncidentKey: Hashable, Sendable {
    var kind: Kind
    var role: EntityRole
    var address: IPAddress
    /// Unspecified where all other ends are one incident.
    var peer: IPAddress

    /// A source's incident holds what it does to all its victims; only where the other end is what is accused, as of
    /// beacons, is each other end an incident of its own.
    init(_ finding: Finding, of entity: Entity) {
        kind = finding.kind
        address = entity.address
        let accusesPeer = entity.role == .pair && finding.response.subject == .peer
        role = entity.role == .pair && !accusesPeer ? .source : entity.role
        peer = accusesPeer ? entity.peer : .unspecified
    }

    private init(kind: Kind, role: EntityRole, address: IPAddress) {
        (self.kind, self.role, self.address, peer) = (kind, role, address, .unspecified)
    }

    /// The key of an address' other ends, taken together.
    var crowd: IncidentKey? {
        peer.isUnspecified ? nil : IncidentKey(kind: kind, role: .pair, address: address)
    }

    /// The number of the incident that opens at `second`.
    func id(second: Int64) -> IncidentID {
        var mixed: UInt64 = 0
        let place = UInt64(Kind.allCases.firstIndex(of: kind) ?? 0) << 8 | UInt64(role.rawValue)
        for part in [address.high, address.low, peer.high, peer.low, place, UInt64(bitPattern: second)] {
            var random = SplitMix(seed: mixed ^ part)
            mixed = random.next()
        }
        return IncidentID(mixed)
    }
}
