/// What happened to a flow; each bit is set once in the flow's life, and marks the tick in which it was.
public struct FlowEvents: OptionSet, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt16
    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The flow began; a record that continues one after the active timeout did not.
    @inlinable public static var began: FlowEvents { FlowEvents(rawValue: 1 << 0) }
    /// The responder answered: any packet of it.
    @inlinable public static var answered: FlowEvents { FlowEvents(rawValue: 1 << 1) }
    /// The TCP handshake was completed.
    @inlinable public static var established: FlowEvents { FlowEvents(rawValue: 1 << 2) }
    /// The responder sent payload: the conversation was of use.
    @inlinable public static var productive: FlowEvents { FlowEvents(rawValue: 1 << 3) }
    /// The responder refused: RST before any payload of either side, or ICMP unreachable about the initiator's packet.
    @inlinable public static var refused: FlowEvents { FlowEvents(rawValue: 1 << 4) }
    /// No answer until the first tick that comes half a second after the first packet or later.
    @inlinable public static var unanswered: FlowEvents { FlowEvents(rawValue: 1 << 5) }
    /// TCP that ended, by the initiator or unfinished, without payload of either side: opened for nothing.
    @inlinable public static var fruitless: FlowEvents { FlowEvents(rawValue: 1 << 6) }
    /// Established and still without payload of the responder, though the initiator has gone on sending a little for ten
    /// seconds, or has sent nothing for thirty.
    @inlinable public static var stalled: FlowEvents { FlowEvents(rawValue: 1 << 7) }
    /// Proof of path: the initiator acknowledged a number that only a receiver of the responder's packets knows.
    @inlinable public static var initiatorProven: FlowEvents { FlowEvents(rawValue: 1 << 8) }
    /// The same of the responder.
    @inlinable public static var responderProven: FlowEvents { FlowEvents(rawValue: 1 << 9) }
    /// The handshake was half open at the first tick that comes half a second after the first packet or later.
    @inlinable public static var halfOpen: FlowEvents { FlowEvents(rawValue: 1 << 10) }
    /// The answer that opened the flow had no question.
    @inlinable public static var unsolicited: FlowEvents { FlowEvents(rawValue: 1 << 12) }
    /// The first of `refused`, `unanswered` and `fruitless`: the initiator got nothing for its effort.
    @inlinable public static var unsuccessful: FlowEvents { FlowEvents(rawValue: 1 << 13) }
    /// TCP was closed by both sides, or reset.
    @inlinable public static var over: FlowEvents { FlowEvents(rawValue: 1 << 14) }
    /// The initiator closed its TCP window three times or more, the last of them five seconds after the start or later.
    @inlinable public static var choked: FlowEvents { FlowEvents(rawValue: 1 << 15) }
    /// One side or the other sent payload: more than a probe.
    @inlinable public static var used: FlowEvents { FlowEvents(rawValue: 1 << 11) }

    /// All that packets say of whether the flow was of use; nothing more is asked of a flow that has them all.
    static var exchange: FlowEvents { [.answered, .productive, .used] }
    /// Proof of the path of a side.
    @inline(__always)
    static func proven(_ side: Int) -> FlowEvents { FlowEvents(rawValue: initiatorProven.rawValue << UInt16(side)) }
}
