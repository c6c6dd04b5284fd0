import Features
import Models
import Packets

/// Which hosts did something, told apart by 64 hashed places: with a few hosts their number, with many a bound on it.
package struct HostSet: Sendable, Equatable, BitwiseCopyable {
    private(set) var places: UInt64

    package init(places: UInt64 = 0) { self.places = places }

    /// The one host that an entity is of. Addresses of one IPv6 subnet are one host, who has them all to choose from.
    init(of entity: Entity) { places = 1 << (Self.hash(of: entity) >> 58) }

    /// Tells hosts apart.
    static func hash(of entity: Entity) -> UInt64 {
        let address = entity.address
        var random = SplitMix(seed: address.isIPv4 ? address.low : address.high)
        return random.next()
    }

    /// Places that are taken.
    var count: Int { places.nonzeroBitCount }

    mutating func formUnion(_ other: HostSet) { places |= other.places }
    func union(_ other: HostSet) -> HostSet { HostSet(places: places | other.places) }
}
