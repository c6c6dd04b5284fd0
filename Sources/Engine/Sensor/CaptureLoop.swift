import Capture
import Detection
import Foundation
import Logging
import Packets
import Synchronization

/// The capture's thread: frames into the pipeline, events into the queue, seconds by the clock while the link is idle.
final class CaptureLoop: Sendable {
    private let state: Mutex<State>
    private let queue: EventQueue
    private let log: Logger
    private let output: (@Sendable (EngineEvent) -> Void)?
    private let isStopped = Atomic(false)

    /// What the thread owns while it runs; nobody else takes the lock.
    private struct State: ~Copyable {
        var capture: LiveCapture
        var pipeline: Pipeline
        var rules: RuleWatch?
        var nextLook = ContinuousClock.now
        var metrics = SensorMetrics()
        /// Packets lost in the kernel that were told of.
        var toldDrops: UInt64 = 0

        /// Takes in what there is, up to a burst; waits for the first packet alone, so that a trickle does not hold up the clock.
        mutating func takeBurst() throws(CaptureError) {
            var patience = SensorConfiguration.patience
            for _ in 0..<SensorConfiguration.burst {
                switch try capture.next(waitingMilliseconds: patience) {
                case .frame(let frame): pipeline.process(frame)
                case .idle, .woken: return
                }
                patience = 0
            }
        }

        /// Takes in what the kernel let in before, and nothing after: each packet that it counted was processed or lost then.
        mutating func drain() {
            capture.stopReceiving()
            // An interface may fail while it is read, once down and once for good; what the others hold is still taken in.
            for _ in 0...2 * capture.configuration.interfaces.count {
                do throws(CaptureError) {
                    try takeRest()
                    return
                } catch {
                    // The end is near anyway, and why is told already or not worth telling.
                }
            }
        }

        private mutating func takeRest() throws(CaptureError) {
            while true {
                switch try capture.next(waitingMilliseconds: SensorConfiguration.patience) {
                case .frame(let frame): pipeline.process(frame)
                case .idle, .woken: return
                }
            }
        }
    }

    init(
        capture: consuming sending LiveCapture, pipeline: consuming sending Pipeline, queue: EventQueue, log: Logger,
        output: (@Sendable (EngineEvent) -> Void)?, rules: RuleWatch?
    ) {
        state = Mutex(State(capture: capture, pipeline: pipeline, rules: rules))
        self.queue = queue
        self.log = log
        self.output = output
    }

    /// Makes `run` return soon.
    func stop() { isStopped.store(true, ordering: .relaxed) }

    /// Captures until `stop` or until the last interface is gone.
    func run() throws {
        defer { queue.finish() }
        try state.withLock { state in
            do {
                while !isStopped.load(ordering: .relaxed) {
                    do throws(CaptureError) {
                        try state.takeBurst()
                    } catch .interfaceDown(let name) {
                        log.warning("interface is down; waiting for it", metadata: ["interface": "\(name)"])
                    }
                    lookAround(&state)
                }
            } catch {
                finish(&state)
                throw error
            }
            finish(&state)
        }
    }

    /// What is due by the clock: the end of a second, changed rules, events.
    private func lookAround(_ state: inout State) {
        state.pipeline.advance(to: Timestamp.now.advanced(byNanoseconds: -SensorConfiguration.lag))
        publish(&state)
        let now = ContinuousClock.now
        guard now >= state.nextLook else { return }
        state.nextLook = now.advanced(by: .seconds(1))
        tellDrops(&state)
        state.metrics.update(counters(&state))
        switch state.rules?.change() {
        case .rules(let rules):
            state.pipeline.replace(rules: rules)
            log.info("rules reloaded", metadata: ["rules": "\(rules.rules.count)"])
        case .errors(let errors):
            log.error("the changed rules cannot be used; the old ones stay", metadata: ["errors": "\(errors)"])
        case nil: break
        }
    }

    /// Losses are told once a second, while they happen.
    private func tellDrops(_ state: inout State) {
        let statistics = state.capture.statistics
        let drops = statistics.kernelDropped &+ statistics.interfaceDropped
        guard drops > state.toldDrops else { return }
        log.warning(
            "packets were lost before the sensor; a larger --buffer-mebibytes or a --filter helps",
            metadata: [
                "lost": "\(drops - state.toldDrops)", "kernel": "\(statistics.kernelDropped)",
                "interface": "\(statistics.interfaceDropped)", "received": "\(statistics.received)",
            ])
        state.toldDrops = drops
    }

    private func publish(_ state: inout State) {
        guard state.pipeline.hasEvents else { return }
        let events = state.pipeline.takeEvents()
        for event in events {
            log(event)
            state.metrics.count(event)
            output?(event)
        }
        if !queue.put(events) {
            log.error("the store is too slow; events were lost", metadata: ["lost": "\(queue.lost)"])
        }
    }

    private func log(_ event: EngineEvent) {
        switch event {
        case .verdict(let verdict):
            log.notice(
                "verdict",
                metadata: [
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
        case .flow, .second: break
        }
    }

    /// All that was counted: by the pipeline, before it in the kernel, behind it in the queue.
    private func counters(_ state: inout State) -> Counters {
        let captured = state.capture.statistics
        var counters = state.pipeline.counters
        counters.kernelDropped = captured.kernelDropped
        counters.interfaceDropped = captured.interfaceDropped
        counters.storeOverflow = queue.lost
        return counters
    }

    private func finish(_ state: inout State) {
        state.drain()
        state.pipeline.finish()
        publish(&state)
        let counters = counters(&state)
        state.metrics.update(counters)
        log.info("sensor ended", metadata: ["summary": "\(JSONFormat.summary(counters, captures: 1, seconds: 0))"])
    }
}

extension Timestamp {
    /// Now, by the clock that stamps the kernel's packets. Only the sensor asks it, never the pipeline.
    static var now: Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }
}
