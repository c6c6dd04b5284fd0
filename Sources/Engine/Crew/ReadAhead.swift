import Synchronization

/// Reads batches ahead of the one that is worked on, piece by piece, in whichever thread has nothing better to do.
///
/// Batches have numbers, and places in turn. One thread reads at a time; the others pass on. So threads need not end a stage at the
/// same time for all of them to be busy, and who reads what never shows: batches end where the packets say.
final class ReadAhead: Sendable {
    /// Batches read ahead at most, where several threads work: one alone has them sooner in its caches if it reads them late.
    static let greatestDepth = 3
    private let depth: Int
    /// Frames read in one piece: some ten microseconds, which is how long the owner of the captures may have to wait.
    private static let piece = 256

    private let reader: Handover<CaptureReader>
    /// One that is worked on, those that are read ahead, and one that the first packet after these goes into.
    private let batches: Handover<PacketBatch>
    /// Why the batches that are filled are as long as they are.
    private let outcomes: Handover<CaptureReader.Outcome>
    /// Whether a thread has the reader.
    private let isTaken = Atomic(false)
    /// There is nothing to read before the owner says so: at the end of a capture, and where a stream begins anew.
    private let isPaused = Atomic(true)
    /// The number of the batch that is worked on, and that of the first which is not filled.
    private let current = Atomic<Int>(0)
    private let filled = Atomic<Int>(0)
    /// As of the last piece; see `progress`.
    private let read = Atomic<UInt64>(0)
    private let share = Atomic<UInt64>(Double.nan.bitPattern)
    let bytes: Int

    init(_ reader: consuming sending CaptureReader, parts: Int, threads: Int) {
        depth = threads > 1 ? Self.greatestDepth : 0
        var bytes = reader.bytes
        self.reader = Handover(reader)
        batches = Handover(count: depth + 2)
        outcomes = Handover(count: depth + 2)
        for place in 0..<batches.count {
            let batch = PacketBatch(parts: parts)
            bytes += batch.bytes
            batches.put(batch, at: place)
            outcomes.put(.end, at: place)
        }
        self.bytes = bytes
    }

    /// Opens a capture, to be read from now on.
    func open(_ path: String) throws {
        try withReader { try $0.open(path) }
        resume()
    }

    /// Reads on where a stream begins anew.
    func resume() { isPaused.store(false, ordering: .releasing) }

    /// The reader itself; waits while another thread reads a piece.
    func withReader<Result>(_ body: (inout CaptureReader) throws -> Result) rethrows -> Result {
        while !take() {}
        defer { isTaken.store(false, ordering: .releasing) }
        return try reader.write(body)
    }

    private func take() -> Bool {
        !isTaken.load(ordering: .relaxed)
            && isTaken.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    }
}

// MARK: - Reading

extension ReadAhead {
    /// Reads a piece of the next batch. False where there is nothing to read, or no room, or another thread reads.
    func readPiece() -> Bool {
        guard mayRead, take() else { return false }
        defer { isTaken.store(false, ordering: .releasing) }
        guard mayRead else { return false }
        let number = filled.load(ordering: .relaxed)
        let outcome = reader.write { reader in
            defer { note(reader) }
            return batches.write(at: number % batches.count) { batch in
                batches.write(at: (number + 1) % batches.count) { next in
                    reader.fill(&batch, next: &next, frames: Self.piece)
                }
            }
        }
        guard let outcome else { return true }
        outcomes.write(at: number % batches.count) { $0 = outcome }
        if case .more = outcome {} else { isPaused.store(true, ordering: .releasing) }
        filled.store(number + 1, ordering: .releasing)
        return true
    }

    private func note(_ reader: borrowing CaptureReader) {
        read.store(reader.packets, ordering: .relaxed)
        share.store((reader.share ?? .nan).bitPattern, ordering: .relaxed)
    }

    /// Packets read so far, and the share of the capture, 0…1; nil where its size is not known. Waits for nobody.
    var progress: (packets: UInt64, share: Double?) {
        let share = Double(bitPattern: share.load(ordering: .relaxed))
        return (read.load(ordering: .relaxed), share.isNaN ? nil : share)
    }

    private var mayRead: Bool {
        !isPaused.load(ordering: .acquiring)
            && filled.load(ordering: .acquiring) - current.load(ordering: .acquiring) <= depth
    }

    /// Reads until the batch after the current one is filled, or another thread has done so.
    func readNext() {
        while filled.load(ordering: .acquiring) <= current.load(ordering: .acquiring) + 1, mayRead { _ = readPiece() }
    }

    /// Fills the current batch; why it ends. To be called only where there is something to read, or was.
    func fill() -> CaptureReader.Outcome {
        let number = current.load(ordering: .relaxed)
        while filled.load(ordering: .acquiring) <= number {
            if !readPiece(), isPaused.load(ordering: .acquiring), filled.load(ordering: .acquiring) <= number {
                return .end
            }
        }
        return outcomes.read(at: number % batches.count) { $0 }
    }
}

// MARK: - The current batch

extension ReadAhead {
    /// Shows the batch that is worked on; several threads may look at it.
    func withBatch<Result>(_ body: (borrowing PacketBatch) -> Result) -> Result {
        batches.read(at: current.load(ordering: .acquiring) % batches.count, body)
    }

    /// Empties the batch, and turns to the next.
    func finishBatch() {
        let number = current.load(ordering: .relaxed)
        batches.write(at: number % batches.count) { $0.removeAll() }
        current.store(number + 1, ordering: .releasing)
    }
}
