/// What happened to a flow; each bit is set once in the flow's life, and marks the tick in which it was.
public struct FlowEvents: OptionSet, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt16
    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The flow began; a record that continues one after the active timeout did not.
    public static let began = FlowEvents(rawValue: 1 << 0)
    /// The responder answered: any packet of it.
    public static let answered = FlowEvents(rawValue: 1 << 1)
    /// The TCP handshake was completed.
    public static let established = FlowEvents(rawValue: 1 << 2)
    /// The responder sent payload: the conversation was of use.
    public static let productive = FlowEvents(rawValue: 1 << 3)
    /// The responder refused: RST before any payload of either side, or ICMP unreachable about the initiator's packet.
    public static let refused = FlowEvents(rawValue: 1 << 4)
    /// No answer until the first tick that comes half a second after the first packet or later.
    public static let unanswered = FlowEvents(rawValue: 1 << 5)
    /// TCP that ended, by the initiator or unfinished, without payload of either side: opened for nothing.
    public static let fruitless = FlowEvents(rawValue: 1 << 6)
    /// Established and still without payload of the responder, though the initiator has gone on sending a little for ten
    /// seconds, or has sent nothing for thirty.
    public static let stalled = FlowEvents(rawValue: 1 << 7)
    /// Proof of path: the initiator acknowledged a number that only a receiver of the responder's packets knows.
    public static let initiatorProven = FlowEvents(rawValue: 1 << 8)
    /// The same of the responder.
    public static let responderProven = FlowEvents(rawValue: 1 << 9)
    /// The handshake was half open at the first tick that comes half a second after the first packet or later.
    public static let halfOpen = FlowEvents(rawValue: 1 << 10)
    /// The answer that opened the flow had no question.
    public static let unsolicited = FlowEvents(rawValue: 1 << 12)
    /// The first of `refused`, `unanswered` and `fruitless`: the initiator got nothing for its effort.
    public static let unsuccessful = FlowEvents(rawValue: 1 << 13)
    /// TCP was closed by both sides, or reset.
    public static let over = FlowEvents(rawValue: 1 << 14)
    /// The initiator closed its TCP window three times.
    public static let choked = FlowEvents(rawValue: 1 << 15)
    /// One side or the other sent payload: more than a probe.
    public static let used = FlowEvents(rawValue: 1 << 11)
}
