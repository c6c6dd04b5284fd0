import Capture
import Detection
import Foundation
import Logging

/// Where a sensor's events, counters and losses go to, and its new rules come from.
struct SensorDesk {
    let queue: EventQueue
    let log: Logger
    let output: (@Sendable (EngineEvent) -> Void)?
    private var rules: RuleWatch?
    private var nextLook = ContinuousClock.now
    private var nextSave = ContinuousClock.now.advanced(by: .seconds(600))
    private var metrics = SensorMetrics()
    /// Packets lost before the sensor that were told of.
    private var toldDrops: UInt64 = 0

    init(queue: EventQueue, log: Logger, output: (@Sendable (EngineEvent) -> Void)?, rules: RuleWatch?) {
        self.queue = queue
        self.log = log
        self.output = output
        self.rules = rules
    }

    /// Whether a second went by since this was last true.
    mutating func isDue() -> Bool {
        let now = ContinuousClock.now
        guard now >= nextLook else { return false }
        nextLook = now.advanced(by: .seconds(1))
        return true
    }

    /// Rules that changed and can be used.
    mutating func changedRules() -> RuleSet? {
        switch rules?.change() {
        case .rules(let rules):
            log.info("rules reloaded", metadata: ["rules": "\(rules.rules.count)"])
            return rules
        case .errors(let errors):
            log.error("the changed rules cannot be used; the old ones stay", metadata: ["errors": "\(errors)"])
            return nil
        case nil: return nil
        }
    }

    /// Whether what the baseline learnt is to be saved: every ten minutes.
    mutating func isSaveDue() -> Bool {
        let now = ContinuousClock.now
        guard now >= nextSave else { return false }
        nextSave = now.advanced(by: .seconds(600))
        return true
    }

    /// Brings the metrics up to date, and tells of losses while they happen. `received` is what the kernel counted.
    mutating func tell(_ counters: Counters, received: UInt64) {
        metrics.update(withQueue(counters))
        let drops = counters.kernelDropped &+ counters.interfaceDropped
        guard drops > toldDrops else { return }
        log.warning(
            "packets were lost before the sensor; a larger --buffer-mebibytes, more --cores or a --filter helps",
            metadata: [
                "lost": "\(drops - toldDrops)", "kernel": "\(counters.kernelDropped)",
                "interface": "\(counters.interfaceDropped)", "received": "\(received)",
            ])
        toldDrops = drops
    }

    /// Hands events over to the log, the metrics, the output and the store.
    mutating func publish(_ events: [EngineEvent]) {
        for event in events {
            log(event)
            metrics.count(event)
            output?(event)
        }
        if !queue.put(events) {
            log.error(
                "the store is too slow; events were lost",
                metadata: ["lost": "\(queue.lost)", "evidence": "\(queue.lostEvidence)"])
        }
    }

    /// Tells what was counted at the end.
    mutating func end(_ counters: Counters) {
        let counters = withQueue(counters)
        metrics.update(counters)
        log.info("sensor ended", metadata: ["summary": "\(JSONFormat.summary(counters, captures: 1, seconds: 0))"])
    }

    private func withQueue(_ counters: Counters) -> Counters {
        var counters = counters
        counters.storeOverflow = queue.lost
        counters.evidenceOverflow = queue.lostEvidence
        return counters
    }

    private func log(_ event: EngineEvent) {
        switch event {
        case .verdict(let verdict), .incident(let verdict):
            log.notice(
                "verdict",
                metadata: [
                    "incident": "\(verdict.incident.id)", "state": "\(verdict.incident.state.rawValue)",
                    "kind": "\(verdict.kind.rawValue)", "entity": "\(verdict.entity)",
                    "peer": "\(verdict.peer.map { "\($0)" } ?? "-")", "severity": "\(verdict.severity.rawValue)",
                    "score": "\(verdict.score)", "proof_of_path": "\(verdict.proofOfPath)",
                ])
        case .blacklist(let entry):
            log.notice(
                "blacklist",
                metadata: [
                    "ip": "\(entry.address)", "action": "\(entry.action.rawValue)", "reason": "\(entry.reason)",
                    "expires_at": "\(entry.expiresAt.map { "\($0)" } ?? "-")",
                ])
        case .flow, .second, .evidence, .baseline: break
        }
    }
}
