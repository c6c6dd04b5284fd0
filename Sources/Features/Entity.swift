import Flows
import Packets

/// What a window describes.
public struct Entity: Hashable, Sendable, BitwiseCopyable {
    public var role: EntityRole
    /// The source, or for `.destination` the destination.
    public var address: IPAddress
    /// The destination of a pair, the resolver of a domain; otherwise unspecified.
    public var peer: IPAddress
    /// Of a domain the hash of its name; otherwise 0.
    public var qualifier: UInt64

    public init(_ role: EntityRole, _ address: IPAddress, peer: IPAddress = .unspecified, qualifier: UInt64 = 0) {
        self.role = role
        self.address = address
        self.peer = peer
        self.qualifier = qualifier
    }

    /// A keyed hash.
    @inline(__always)
    func hash(secret: (UInt64, UInt64)) -> UInt64 {
        // Entities of a flow share what is made of each address, and the compiler sees it.
        let first = Mixing.fold(address.low ^ secret.0, address.high ^ secret.1)
        let second = Mixing.fold(peer.low ^ secret.1, peer.high ^ qualifier ^ secret.0)
        return Mixing.fold(first ^ secret.1, second ^ UInt64(role.rawValue) ^ 0x9E37_79B9_7F4A_7C15)
    }

    /// A fixed hash: by it entities belong to parts and the doorkeeper knows them, and neither may depend on a secret.
    @inline(__always)
    var fixedHash: UInt64 {
        switch role {
        case .source, .destination: Mixing.permute(address.low ^ address.high &* 0x9E37_79B9_7F4A_7C15)
        case .pair: Self.fixedHash(address, peer)
        case .domain: Mixing.permute(Self.fixedHash(address, peer) ^ qualifier)
        }
    }

    /// That of a pair.
    @inline(__always)
    static func fixedHash(_ source: IPAddress, _ destination: IPAddress) -> UInt64 {
        let high = source.high &* 0x9E37_79B9_7F4A_7C15 ^ destination.high &* 0xD1B5_4A32_D192_ED03
        return Mixing.permute(source.low ^ Mixing.permute(destination.low ^ high))
    }
}

/// The part an entity plays.
public enum EntityRole: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// An address that opens flows.
    case source
    /// An address that flows are opened to, or that answers reach which it did not ask for.
    case destination
    /// A source and one destination of it.
    case pair
    /// A source, its resolver, and one domain that it asks about.
    case domain

    /// The word in rules.
    public var name: String { "\(self)" }
    /// The word in verdicts, which know three roles: a domain is a pair of client and resolver.
    public var publicName: String { self == .domain ? "pair" : name }
}
