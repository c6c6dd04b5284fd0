/// State of TCP and place in the order of eviction, in one byte.
struct FlowState: BitwiseCopyable, Sendable {
    private var bits: UInt8 = 0

    var tcp: TCPState {
        get { TCPState(rawValue: bits & 7) ?? .none }
        set { bits = bits & ~7 | newValue.rawValue }
    }

    /// The class in whose list the slot is.
    var flowClass: FlowClass {
        get { FlowClass(rawValue: bits >> 3 & 3) ?? .opening }
        set { bits = bits & 7 | newValue.rawValue << 3 }
    }
}

/// What else is true of a record and its slot, a bit each.
@usableFromInline
struct FlowMarks: OptionSet, BitwiseCopyable, Sendable {
    @usableFromInline var rawValue: UInt8
    @usableFromInline init(rawValue: UInt8) { self.rawValue = rawValue }

    @usableFromInline static let initiatorIsLow = FlowMarks(rawValue: 1 << 0)
    /// A side's sequence number is known, so that an acknowledgement of it proves the other side's path.
    static let initiatorNumberKnown = FlowMarks(rawValue: 1 << 1)
    static let responderNumberKnown = FlowMarks(rawValue: 1 << 2)
    /// The slot holds a record; is on the list of touched slots; is on the list of those that are due for a look.
    static let isLive = FlowMarks(rawValue: 1 << 3)
    static let isTouched = FlowMarks(rawValue: 1 << 4)
    static let isDue = FlowMarks(rawValue: 1 << 5)
    /// Those that belong to the slot, not to the record in it.
    static let ofSlot: FlowMarks = [.isLive, .isTouched, .isDue]

    /// How often the initiator closed its TCP window: 0…3, and there it stops.
    var zeroWindows: UInt8 {
        get { rawValue >> 6 }
        set { rawValue = rawValue & 0x3F | min(newValue, 3) << 6 }
    }
}

/// A slot's places in the table's lists.
package struct SlotLinks: BitwiseCopyable, Sendable {
    package var older = FlowTable.none
    var newer = FlowTable.none
    var nextTouched = FlowTable.none
    var nextDue = FlowTable.none
}
