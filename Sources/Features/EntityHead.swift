import Packets

/// Who an entity is, and what is to be known of it at every touch: one cache line. All bits are zero where there is no entity yet.
struct EntityHead: BitwiseCopyable {
    private var address: IPAddress
    private var peer: IPAddress
    private var qualifier: UInt64
    /// How much may be counted until the entity can matter to a gate, of 1; see `WindowGates`.
    var room: Double = 0
    /// The half of ten seconds in which the entity was touched last; see `WindowTurn`.
    private var half: HalfStamp = 0
    /// Intervals between visits so far.
    var beats: UInt32 = 0
    /// Digests that are not counted yet.
    var waiting: UInt8 = 0
    private var role: EntityRole
    private var states: UInt8 = 0

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

// MARK: - What is true of it, a bit each

extension EntityHead {
    /// Something was counted, so that its rows are its own.
    var hasRows: Bool {
        get { self[0] }
        set { self[0] = newValue }
    }
    var hasRhythm: Bool {
        get { self[1] }
        set { self[1] = newValue }
    }
    var hasStreak: Bool {
        get { self[2] }
        set { self[2] = newValue }
    }
    /// The initiator of a pair has opened a connection in silence, and what it says since counts once it spoke late.
    var hasProbes: Bool {
        get { self[3] }
        set { self[3] = newValue }
    }
    var hasDefects: Bool {
        get { self[4] }
        set { self[4] = newValue }
    }
    /// Nothing was seen of the entity for at least ten seconds before the second that is filling.
    var wasQuiet: Bool {
        get { self[5] }
        set { self[5] = newValue }
    }

    private subscript(state: UInt8) -> Bool {
        @inline(__always) get { states >> state & 1 == 1 }
        @inline(__always) set { states = states & ~(1 << state) | (newValue ? 1 : 0) << state }
    }
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
    static func digest(_ place: Int) -> Int { 64 + place * 32 }
}
