import Capture
import Dispatch
import Foundation
import Synchronization

/// The thread that folds and concludes what several capture threads send: their parcels into the merge, events into the
/// queue. It waits for them, and they never for it.
final class MergeLoop: SensorLoop {
    let threadName = "weir-merge"
    private let state: Mutex<State>
    private let members: [MemberThread]
    private let isStopped = StopFlag()
    private let areMembersStopped: StopFlag
    private let bell: DispatchSemaphore

    /// What the thread owns while it runs; nobody else takes the lock.
    private struct State: ~Copyable {
        var merge: Merge
        var desk: SensorDesk
    }

    /// Starts the members' threads when it runs.
    init(members: MemberSet, merge: consuming sending Merge, desk: sending SensorDesk) {
        self.members = members.threads
        areMembersStopped = members.isStopped
        bell = members.bell
        state = Mutex(State(merge: merge, desk: desk))
    }

    func stop() {
        isStopped.set()
        bell.signal()
    }

    func run() throws {
        try state.withLock { state in
            defer { state.desk.queue.finish() }
            for member in members { member.start() }
            while true {
                // Seen before the parcels are taken, so that nothing of a member that is over is left.
                let isEnd = members.allSatisfy(\.isOver)
                state.merge.work()
                Self.lookAround(&state)
                if isEnd { break }
                if isStopped.isSet || members.contains(where: \.isOver) { stopMembers() }
                _ = bell.wait(timeout: .now() + .milliseconds(SensorConfiguration.patience))
            }
            state.merge.finish(members.map(\.member))
            Self.lookAround(&state)
            state.desk.publish([.baseline(state.merge.baselineState)])
            state.desk.end(state.merge.counters)
            if let error = members.lazy.compactMap(\.error).first { throw error }
        }
    }

    private func stopMembers() {
        guard !areMembersStopped.isSet else { return }
        areMembersStopped.set()
        for member in members { member.waker.wake() }
    }

    private static func lookAround(_ state: inout State) {
        if state.merge.hasEvents { state.desk.publish(state.merge.takeEvents()) }
        guard state.desk.isDue() else { return }
        state.desk.tell(state.merge.counters, received: state.merge.received)
        if let rules = state.desk.changedRules() { state.merge.replace(rules: rules) }
        if state.desk.isSaveDue() { state.desk.publish([.baseline(state.merge.baselineState)]) }
    }
}
