internal import CPcap
import Glibc

/// Reads an interface's packets where the kernel put them, without libpcap's copy.
///
/// It does not close what it opens; `LiveInterfaces` does.
struct RingReader {
    /// What `look` sees of the interface.
    enum Health {
        case up, down, removed
        case failed(code: Int32)
    }

    /// Milliseconds for which an interface that went down may turn out to be on its way out.
    private static let grace = 100
    /// Milliseconds for which packets that the kernel counted are waited for when the interface is gone.
    private static let patience = 1_000

    let socket: PacketSocket
    private var ring: PacketRing
    private let snapLength: Int
    /// What is let in from the first call of `turn` on, where it is not let in already.
    private var gate: PacketFilter?
    /// Packets of the present turn.
    private var lent = 0
    /// Since it was opened: packets that passed the filter, lost ones included; lost ones; those whose turn is over.
    private var received: UInt64 = 0
    private var dropped: UInt64 = 0
    private var taken: UInt64 = 0
    /// What `count(to:)` has told of.
    private var told = (received: UInt64(0), dropped: UInt64(0))
    /// When the interface went down, by `LiveCapture.now`; `nil` while it is up.
    private var downSince: Int?

    /// Takes over an open `socket` and its `ring`.
    init(socket: PacketSocket, ring: PacketRing, snapLength: Int, gate: PacketFilter?) {
        self.socket = socket
        self.ring = ring
        self.snapLength = snapLength
        self.gate = gate
    }

    func close() {
        ring.unmap()
        Glibc.close(socket.descriptor)
    }

    /// At most `most` packets, to be read before the next call of `end`; `nil` when none has come.
    mutating func turn(atMost most: Int) throws(RingFailure) -> RingTurn? {
        if let filter = gate {
            try socket.attach(filter)
            gate = nil
        }
        guard let turn = ring.turn(atMost: most, snapLength: snapLength) else { return nil }
        lent = turn.count
        return turn
    }

    /// Lets nothing in from the first call of `turn` on.
    mutating func keepShut() { gate = nil }

    mutating func end(_ turn: RingTurn) {
        let count = lent - turn.count
        ring.end(turn, taken: count)
        taken &+= UInt64(count)
        lent = 0
    }

    /// Adds what was counted since the last call to `statistics`.
    mutating func count(to statistics: inout CaptureStatistics) {
        count()
        statistics.received &+= received &- told.received
        statistics.kernelDropped &+= dropped &- told.dropped
        told = (received, dropped)
    }

    private mutating func count() {
        let counts = socket.takeCounts()
        received &+= UInt64(counts.received)
        dropped &+= UInt64(counts.dropped)
    }

    /// Whether every packet that the kernel has counted was lost or read.
    mutating func isDrained() -> Bool {
        count()
        return received == dropped &+ taken
    }

    /// Whether the interface has to be looked at although nothing happens on its socket.
    var isWatched: Bool { downSince != nil }

    /// How the interface called `name` is, to be asked when poll(2) reports an error and while it `isWatched`.
    ///
    /// Its going down and away are two events, of which the socket reports the first alone.
    mutating func look(_ name: String, now: Int) -> Health {
        let code = socket.takeError()
        if code == ENETDOWN { downSince = now } else if code != 0 { return .failed(code: code) }
        guard let since = downSince else { return .up }
        // What came before it went is still handed over when its block's time is up.
        if socket.isOrphaned { return isDrained() || now - since > Self.patience ? .removed : .up }
        if socket.isUp(name) {
            downSince = nil
            return .up
        }
        return now - since >= Self.grace ? .down : .up
    }
}
