import Synchronization

/// Collects what a command writes, up to a limit; what is beyond is read and dropped.
final class CommandOutput: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var isCut = false
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = max(0, limit) }

    var isCut: Bool { state.withLock { $0.isCut } }

    func append(_ bytes: [UInt8]) {
        state.withLock { state in
            let room = limit - state.bytes.count
            state.bytes.append(contentsOf: bytes.prefix(room))
            if bytes.count > room { state.isCut = true }
        }
    }

    /// All of it as text, without `secret`, and with a line at its end where it was cut.
    func text(without secret: String) -> String {
        let (bytes, isCut) = state.withLock { ($0.bytes, $0.isCut) }
        var text = String(decoding: bytes, as: UTF8.self)
        // A shorter one is no token of Kubernetes, and may be a word of the answer.
        if secret.utf8.count >= 16 { text = text.replacing(secret, with: "[token]") }
        if isCut { text += "\n[weir: cut after \(limit) bytes]\n" }
        return text
    }
}
