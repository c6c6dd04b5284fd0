import Synchronization

/// The way of requests for evidence to one of several capture threads, and of its packets back. Neither waits for the other.
///
/// The thread looks whenever it looks at the clock, and answers out of its own ring; the folding thread takes answers in the
/// order of what it asked.
final class EvidenceMailbox: Sendable {
    private let hasMail = Atomic(false)
    private let asked = Mutex<[[EvidenceRequest]]>([])
    private let answered = Mutex<[[KeptPackets]]>([])

    /// Asks for the packets of requests.
    func ask(_ requests: [EvidenceRequest]) {
        asked.withLock { asked in
            asked.append(requests)
            hasMail.store(true, ordering: .relaxed)
        }
    }

    /// The first requests that were not answered; nil where there are none.
    @inline(__always)
    func takeRequests() -> [EvidenceRequest]? { hasMail.load(ordering: .relaxed) ? takeMail() : nil }

    @inline(never)
    private func takeMail() -> [EvidenceRequest]? {
        asked.withLock { asked in
            if asked.count <= 1 { hasMail.store(false, ordering: .relaxed) }
            return asked.isEmpty ? nil : asked.removeFirst()
        }
    }

    /// Answers the requests that were taken.
    func answer(_ packets: [KeptPackets]) { answered.withLock { $0.append(packets) } }

    var hasAnswer: Bool { answered.withLock { !$0.isEmpty } }

    /// The first answer that was not taken; nil where there is none.
    func takeAnswer() -> [KeptPackets]? { answered.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
}
