import Detection
import Features
import Flows
import Packets

/// What comes out of the pipeline, in packet-time order.
public enum EngineEvent: Sendable {
    /// A flow record ended.
    case flow(FlowReport)
    case verdict(Verdict)
    /// The packets around a verdict that came before.
    case evidence(Evidence)
    case blacklist(BlacklistEntry)
    /// A second of the whole sensor that ended at `time`.
    case second(time: Timestamp, SecondTotals)
}
