import Packets

/// Who an entity is, and what is to be known of it at every touch: one cache line. All bits are zero where there is no entity yet.
struct EntityHead: BitwiseCopyable {
    private var address: IPAddress
    private var peer: IPAddress
    private var qualifier: UInt64
    /// The share of the way to the nearest gate that is left, 0…1; 0 or less where the entity may matter. See `GateSteps`.
    var room: Double = 0
    /// The half of ten seconds in which the entity was touched last; see `WindowTurn`.
    private var half: HalfStamp = 0
    /// Intervals between visits so far.
    var beats: UInt32 = 0
    /// Digests that are not counted yet.
    var waiting: UInt8 = 0
    private var role: EntityRole
    /// Something was counted, so that its rows are its own.
    var hasRows = false
    var hasRhythm = false
    var hasStreak = false
    /// The initiator of a pair has opened a connection in silence, and what it says since counts once it spoke late.
    var hasProbes = false
    /// It had defects or oddities at some time.
    var hasDefects = false
    /// Nothing was seen of the entity for at least ten seconds before the second that is filling.
    var wasQuiet = false

    init(_ entity: Entity) {
        (address, peer, qualifier, role) = (entity.address, entity.peer, entity.qualifier, entity.role)
    }

    var entity: Entity {
        @inline(__always) get { Entity(role, address, peer: peer, qualifier: qualifier) }
    }

    @inline(__always) var roleNumber: Int { Int(role.rawValue) }

    /// Whether it is `entity`, of a table whose entities have one role.
    @inline(__always)
    func isOf(_ entity: Entity) -> Bool {
        let addresses = (address.low ^ entity.address.low) | (address.high ^ entity.address.high)
        let peers = (peer.low ^ entity.peer.low) | (peer.high ^ entity.peer.high)
        return addresses | peers | (qualifier ^ entity.qualifier) == 0
    }

    /// Begins a second, in a half of ten seconds.
    @inline(__always)
    mutating func touch(in now: Int64) {
        wasQuiet = HalfStamp(now) &- half > Self.quietHalves
        half = HalfStamp(now)
    }

    /// Halves of ten seconds that lie at least ten seconds apart.
    private static let quietHalves: HalfStamp = 2
}

/// An entity and what it did of late, in five cache lines.
struct EntityRecord: BitwiseCopyable {
    var head = EntityHead(Entity(.source, .unspecified))
    /// What is not counted yet, in order.
    var digests = InlineArray<8, FlowDigest>(repeating: FlowDigest())

    /// Digests that wait at most.
    static let room: UInt8 = 8

    /// The byte at which a digest begins.
    @inline(__always)
    static func digest(_ place: Int) -> Int {
        MemoryLayout<EntityHead>.stride + place * MemoryLayout<FlowDigest>.stride
    }
}
