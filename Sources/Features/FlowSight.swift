import Flows
import Packets

/// Where the entities of a flow are looked for, ahead of folding what it did: their parts, and the hashes by which the
/// tables know them.
struct FlowSight: BitwiseCopyable {
    var source: UInt64 = 0
    var destination: UInt64 = 0
    var pair: UInt64 = 0
    var sourcePart: UInt8 = 0
    var destinationPart: UInt8 = 0
    var pairPart: UInt8 = 0
    /// The flow lets its entities in; see `FlowRecord.isSight`.
    var isSight = false
    /// It has none of these.
    var isUnsolicited = false
}
