import Capture
import Foundation
import Packets
import Synchronization

/// The capture's thread: frames into the pipeline, events into the queue, seconds by the clock while the link is idle.
final class CaptureLoop: SensorLoop {
    let threadName = "weir-capture"
    private let state: Mutex<State>
    private let waker: LiveCapture.Waker
    private let isStopped = StopFlag()

    /// What the thread owns while it runs; nobody else takes the lock.
    private struct State: ~Copyable {
        var capture: LiveCapture
        var pipeline: Pipeline
        var desk: SensorDesk
    }

    init(capture: consuming sending LiveCapture, pipeline: consuming sending Pipeline, desk: sending SensorDesk) {
        waker = capture.waker
        state = Mutex(State(capture: capture, pipeline: pipeline, desk: desk))
    }

    func stop() {
        isStopped.set()
        waker.wake()
    }

    func run() throws {
        try state.withLock { state in
            defer { state.desk.queue.finish() }
            do {
                while !isStopped.isSet {
                    do throws(CaptureError) {
                        try state.capture.takeBurst(into: &state.pipeline)
                    } catch .interfaceDown(let name) {
                        state.desk.log.warning(
                            "interface is down; waiting for it", metadata: ["interface": "\(name)"])
                    }
                    Self.lookAround(&state)
                }
            } catch {
                Self.finish(&state)
                throw error
            }
            Self.finish(&state)
        }
    }

    /// What is due by the clock: the end of a second, changed rules, events.
    private static func lookAround(_ state: inout State) {
        state.pipeline.advance(to: .settled)
        publish(&state)
        guard state.desk.isDue() else { return }
        let counters = counters(&state)
        state.desk.tell(counters, received: state.capture.statistics.received)
        if let rules = state.desk.changedRules() { state.pipeline.replace(rules: rules) }
        if state.desk.isSaveDue() { state.desk.publish([.baseline(state.pipeline.baselineState)]) }
    }

    private static func publish(_ state: inout State) {
        if state.pipeline.hasEvents { state.desk.publish(state.pipeline.takeEvents()) }
    }

    /// All that was counted by the pipeline, and before it in the kernel.
    private static func counters(_ state: inout State) -> Counters {
        let captured = state.capture.statistics
        var counters = state.pipeline.counters
        counters.kernelDropped = captured.kernelDropped
        counters.interfaceDropped = captured.interfaceDropped
        return counters
    }

    private static func finish(_ state: inout State) {
        state.capture.drain(into: &state.pipeline)
        state.pipeline.finish()
        publish(&state)
        state.desk.publish([.baseline(state.pipeline.baselineState)])
        state.desk.end(counters(&state))
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
