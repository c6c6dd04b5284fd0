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

/// What is to be known of a flow ahead of folding what it did: where its entities are looked for, and which of their rows
/// will count.
struct FlowSight: BitwiseCopyable {
    var source = EntitySight()
    var destination = EntitySight()
    var pair = EntitySight()
    var rows = FlowRows()
    /// The flow lets its entities in; see `FlowRecord.isSight`.
    var isSight = false
    /// It has none of these.
    var isUnsolicited = false
    /// Nothing happened since its last report.
    var isQuiet = false

    @inline(__always) var parts: (Int, Int, Int) { (Int(source.part), Int(destination.part), Int(pair.part)) }
}

/// Which rows of its entities a flow will count in.
struct FlowRows: BitwiseCopyable {
    /// The rows of the size of its packets and of its port, and the registers of its ends and port.
    var size: UInt8 = 0
    var port: UInt8 = 0
    var initiatorRegister: UInt8 = 0
    var responderRegister: UInt8 = 0
    var portRegister: UInt8 = 0
    var isUDP = false
    var isReflector = false
    var isOutward = false
    var hasPackets = false
    var hasEvents = false
    var began = false

    init() {}

    @inline(__always)
    init(_ flow: borrowing FlowRecord) {
        hasEvents = !flow.tickEvents.isEmpty
        began = flow.tickEvents.contains(.began)
        if flow.hasTickPackets { notePackets(of: flow) }
        guard began else { return }
        let hash = flow.portHash
        port = UInt8(truncatingIfNeeded: Counter.portBuckets.rawValue + Int(hash >> 61))
        portRegister = UInt8(truncatingIfNeeded: hash & 63)
        initiatorRegister = UInt8(truncatingIfNeeded: Mixing.hash(flow.initiator) & 63)
        responderRegister = UInt8(truncatingIfNeeded: Mixing.hash(flow.responder) & 63)
    }

    @inline(__always)
    private mutating func notePackets(of flow: borrowing FlowRecord) {
        hasPackets = true
        size = UInt8(truncatingIfNeeded: Counter.sizeBuckets.rawValue + flow.sizeBucket)
        isUDP = flow.key.transport == .udp
        if isUDP { isReflector = UDPService.isReflector(flow.responderPort) }
        isOutward = flow.isOutward
    }
}
