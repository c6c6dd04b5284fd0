import Flows
import Packets

/// Where an entity is looked for.
struct EntitySight: BitwiseCopyable {
    /// By which the table knows it, and its doorkeeper.
    var hash: UInt64 = 0
    var door: UInt64 = 0
    /// Where the table had it when it was approached, or `none`.
    var slot = EntitySight.none
    var part: UInt8 = 0
    /// What was seen is too much for a first sight to be passed over; see `FlowRecord.isHeavy`.
    var isHeavy = false

    static let none = UInt32.max

    init() {}

    @inline(__always)
    init(_ entity: Entity, secret: (UInt64, UInt64), parts: Int = 1) {
        hash = entity.hash(secret: secret)
        door = entity.fixedHash
        part = UInt8(truncatingIfNeeded: WindowExtractor.part(of: door, count: parts))
    }

    /// Of an entity that may belong to parts that others have: then no more than the part is looked for.
    @inline(__always)
    init(_ entity: Entity, secret: (UInt64, UInt64), parts: Int, owned: UInt8) {
        door = entity.fixedHash
        part = UInt8(truncatingIfNeeded: WindowExtractor.part(of: door, count: parts))
        if owned >> part & 1 == 1 { hash = entity.hash(secret: secret) }
    }
}

/// Where the entities of a DNS message are looked for; of other observations beside flows, which are few, nothing.
struct SideSight: BitwiseCopyable {
    var client = EntitySight()
    var domain = EntitySight()
    var isDNS = false
}

/// What is to be known of a flow ahead of folding what it did: where its entities are looked for, and what they will note.
struct FlowSight: BitwiseCopyable {
    var source = EntitySight()
    var destination = EntitySight()
    var pair = EntitySight()
    /// What it did as its initiator sees it, and the pair; and as its responder does.
    var fromInitiator = FlowDigest()
    var fromResponder = FlowDigest()
    /// The flow lets its entities in; see `FlowRecord.isSight`.
    var isSight = false
    /// It has none of these.
    var isUnsolicited = false
    /// Nothing happened since its last report.
    var isQuiet = false

    @inline(__always) var parts: (Int, Int, Int) { (Int(source.part), Int(destination.part), Int(pair.part)) }
}
