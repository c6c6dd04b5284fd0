/// What else is true of a record and its slot: a bit each, and the class in whose list the slot is.
@usableFromInline
struct FlowMarks: OptionSet, BitwiseCopyable, Sendable {
    @usableFromInline var rawValue: UInt8
    @inlinable init(rawValue: UInt8) { self.rawValue = rawValue }

    // Computed: a stored one is asked for through its initialiser, from other modules, for every look.
    @inlinable static var initiatorIsLow: FlowMarks { FlowMarks(rawValue: 1 << 0) }
    /// A side's sequence number is known, so that an acknowledgement of it proves the other side's path.
    @inline(__always)
    static func numberKnown(_ side: Int) -> FlowMarks { FlowMarks(rawValue: 2 << UInt8(side)) }
    /// The slot holds a record; is on the list of touched slots; is on the list of those that are due for a look.
    static var isLive: FlowMarks { FlowMarks(rawValue: 1 << 3) }
    static var isTouched: FlowMarks { FlowMarks(rawValue: 1 << 4) }
    static var isDue: FlowMarks { FlowMarks(rawValue: 1 << 5) }
    /// Those that belong to the slot, not to the record in it.
    static var ofSlot: FlowMarks { [.isLive, .isTouched, .isDue] }

    private static let proven: UInt8 = 1 << 6
    private static let closed: UInt8 = 1 << 7

    /// The class in whose list the slot is.
    var flowClass: FlowClass {
        @inline(__always) get {
            if rawValue & Self.closed != 0 { return .closed }
            return rawValue & Self.proven != 0 ? .proven : .opening
        }
        set {
            rawValue &= ~(Self.proven | Self.closed)
            switch newValue {
            case .opening: break
            case .proven: rawValue |= Self.proven
            case .closed: rawValue |= Self.closed
            }
        }
    }
}

/// A slot's places in the table's lists.
package struct SlotLinks: BitwiseCopyable, Sendable {
    package var older = FlowTable.none
    var newer = FlowTable.none
}
