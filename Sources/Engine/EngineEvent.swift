import Detection
import Features
import Flows
import Packets

/// What comes out of the pipeline, in packet-time order.
public enum EngineEvent: Sendable {
    /// A flow record ended.
    case flow(FlowReport)
    /// An incident opened, or is worse than what was said of it.
    case verdict(Verdict)
    /// An incident that was told of goes on, or is over.
    case incident(Verdict)
    /// The packets around a verdict that came before.
    case evidence(Evidence)
    /// What the baseline learnt so far, to go on from.
    case baseline([UInt8])
    case blacklist(BlacklistEntry)
    /// A second of the whole sensor that ended at `time`.
    case second(time: Timestamp, SecondTotals)
}
