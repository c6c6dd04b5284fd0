import Synchronization

/// Lets a bounded number of commands or requests run at once, and a bounded number wait, first come first served.
final class Slots: Sendable {
    private struct State {
        var free: Int
        var waiting: [(id: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []
        /// Given up before they began to wait.
        var abandoned: Set<UInt64> = []
        var nextID: UInt64 = 0
    }

    private let state: Mutex<State>
    private let maximumWaiting: Int
    private let maximumWait: Duration

    init(count: Int, maximumWaiting: Int, maximumWait: Duration) {
        state = Mutex(State(free: max(1, count)))
        self.maximumWaiting = max(0, maximumWaiting)
        self.maximumWait = maximumWait
    }

    /// Whether there is a slot, now or before the longest wait is over. Whoever gets one gives it back.
    func take() async -> Bool {
        let id: UInt64? = state.withLock { state in
            if state.free > 0 {
                state.free -= 1
                return nil
            }
            state.nextID += 1
            return state.nextID
        }
        guard let id else { return true }
        let timer = Task {
            try await Task.sleep(for: maximumWait)
            abandon(id)
        }
        defer { timer.cancel() }
        let isTaken = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in wait(id, continuation) }
        } onCancel: {
            abandon(id)
        }
        state.withLock { _ = $0.abandoned.remove(id) }
        return isTaken
    }

    func giveBack() {
        let next: CheckedContinuation<Bool, Never>? = state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume(returning: true)
    }

    private func wait(_ id: UInt64, _ continuation: CheckedContinuation<Bool, Never>) {
        let answer: Bool? = state.withLock { state in
            if state.free > 0 {
                state.free -= 1
                return true
            }
            guard state.waiting.count < maximumWaiting, !state.abandoned.contains(id) else { return false }
            state.waiting.append((id, continuation))
            return nil
        }
        if let answer { continuation.resume(returning: answer) }
    }

    private func abandon(_ id: UInt64) {
        let waiter: CheckedContinuation<Bool, Never>? = state.withLock { state in
            guard let index = state.waiting.firstIndex(where: { $0.id == id }) else {
                state.abandoned.insert(id)
                return nil
            }
            return state.waiting.remove(at: index).continuation
        }
        waiter?.resume(returning: false)
    }
}
