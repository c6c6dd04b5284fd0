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
        var frames: UInt64 = 0
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
        try state.withLock { state in
            defer { finish(&state) }
            while !isStopped.load(ordering: .relaxed) {
                do throws(CaptureError) {
                    let isIdle = try Self.step(&state)
                    state.frames &+= 1
                    // A look at the clock costs more than a packet.
                    if isIdle || state.frames & 255 == 0 { lookAround(&state) }
                } catch .interfaceDown(let name) {
                    log.warning("interface is down; waiting for it", metadata: ["interface": "\(name)"])
                }
            }
        }
        queue.finish()
    }

    /// Takes in one frame; true where none came.
    private static func step(_ state: inout State) throws(CaptureError) -> Bool {
        switch try state.capture.next(waitingMilliseconds: SensorConfiguration.patience) {
        case .frame(let frame):
            state.pipeline.process(frame)
            return false
        case .idle, .woken: return true
        }
    }

    /// What is due by the clock: the end of a second, changed rules, events.
    private func lookAround(_ state: inout State) {
        state.pipeline.advance(to: Self.wallClock.advanced(byNanoseconds: -SensorConfiguration.lag))
        publish(&state)
        let now = ContinuousClock.now
        guard now >= state.nextLook else { return }
        state.nextLook = now.advanced(by: .seconds(1))
        switch state.rules?.change() {
        case .rules(let rules):
            state.pipeline.replace(rules: rules)
            log.info("rules reloaded", metadata: ["rules": "\(rules.rules.count)"])
        case .errors(let errors):
            log.error("the changed rules cannot be used; the old ones stay", metadata: ["errors": "\(errors)"])
        case nil: break
        }
    }

    private func publish(_ state: inout State) {
        guard state.pipeline.hasEvents else { return }
        let events = state.pipeline.takeEvents()
        for event in events {
            log(event)
            output?(event)
        }
        if !queue.put(events) { log.error("the store is too slow; events were lost", metadata: ["lost": "\(queue.lost)"]) }
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

    private func finish(_ state: inout State) {
        state.pipeline.finish()
        publish(&state)
        let captured = state.capture.statistics
        var counters = state.pipeline.counters
        counters.kernelDropped = captured.kernelDropped
        counters.interfaceDropped = captured.interfaceDropped
        counters.storeOverflow = queue.lost
        log.info("sensor ended", metadata: ["summary": "\(JSONFormat.summary(counters, captures: 1, seconds: 0))"])
    }

    /// Now, by the clock that stamps the kernel's packets.
    private static var wallClock: Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }
}
