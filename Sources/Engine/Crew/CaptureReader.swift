import Capture
import Packets

/// Reads a capture into batches, each of packets of one second.
struct CaptureReader: ~Copyable {
    /// Why a batch is as long as it is.
    enum Outcome {
        /// It is full, or a packet of a later second came.
        case more
        /// The capture began before the last packet of the one before: it shows another place or another day. Nothing of it
        /// is in this batch.
        case anew
        /// The capture ends here.
        case end
        case failed(any Error)
    }

    private var intake: Intake
    private var clock = SecondClock()
    private var file: CaptureFile?
    private var isAtStart = false
    /// Seconds that were left to be closed when the stream began anew.
    private(set) var left = 0..<0 as Range<Int64>
    /// What was counted before the stream began anew.
    private var ended = Counters()
    /// The first packet in the ring of evidence that belongs to the stream.
    private(set) var firstKept = 0

    init(_ evidence: EvidenceConfiguration) {
        // Evidence is collected when the batch that it ends with is finished: so many batches may have been read ahead of that one
        // by then, one more, since the next has become the current one, and the first packet of the one after.
        let ring = PacketRing(
            evidence.ringBytes, payloadOctets: evidence.payloadOctets,
            slack: (ReadAhead.greatestDepth + 1) * PacketBatch.capacity + 1)
        intake = Intake(ring: ring)
    }

    var bytes: Int { intake.bytes }

    /// Collects the packets of verdicts that wait for them, out of those in `span` of the ring.
    func collect(_ requests: [EvidenceRequest], in span: Range<Int>, _ most: Int) -> [KeptPackets] {
        intake.ring.collect(requests, in: span, most: most)
    }

    /// What was counted of frames so far.
    var counters: Counters {
        var counters = ended
        counters.add(intake.counters)
        return counters
    }

    /// Frames read so far.
    var packets: UInt64 { ended.packets + intake.packets }

    /// The second that is filling; nil before the first packet.
    var second: Int64? { clock.second }

    /// Share of the file that was read, 0…1; nil where its size is not known.
    private(set) var share: Double?

    /// Opens a capture, to be read from the next batch on.
    mutating func open(_ path: String) throws(CaptureError) {
        file = try CaptureFile(path: path)
        isAtStart = true
    }

    /// Reads up to so many frames into `batch`, which may hold some already; why it ends, or nil where it goes on. The packet that
    /// begins a later second goes into `next`.
    mutating func fill(_ batch: inout PacketBatch, next: inout PacketBatch, frames: Int) -> Outcome? {
        guard var file = file.take() else { return .end }
        let outcome = fill(&batch, next: &next, from: &file, frames: frames)
        if let size = file.fileSize { share = size > 0 ? Double(file.position) / Double(size) : 1 } else { share = nil }
        self.file = consume file
        return outcome
    }

    private mutating func fill(
        _ batch: inout PacketBatch, next: inout PacketBatch, from file: inout CaptureFile, frames: Int
    ) -> Outcome? {
        batch.second = clock.second ?? 0
        // Without the packet that goes into `next`.
        var kept: Int?
        defer { batch.kept = kept ?? intake.ring.next }
        var left = frames
        do {
            while !batch.isFull {
                if left == 0 { return nil }
                left -= 1
                guard let frame = try file.next() else { return .end }
                if isAtStart, begin(at: frame.timestamp) {
                    kept = intake.ring.next
                    take(frame, into: &next)
                    return .anew
                }
                if clock.isOver(at: frame.timestamp) {
                    let isFirst = clock.second == nil
                    let closing = clock.advance(to: frame.timestamp)
                    if isFirst {
                        batch.second = closing.lowerBound
                    } else {
                        batch.closing = closing
                        kept = intake.ring.next
                        intake.take(frame, into: &next)
                        return .more
                    }
                }
                intake.take(frame, into: &batch)
            }
            return .more
        } catch {
            return .failed(error)
        }
    }

    /// Looks at the first packet of a capture; whether the stream begins anew with it.
    private mutating func begin(at time: Timestamp) -> Bool {
        isAtStart = false
        guard let last = intake.counters.last, time < last else { return false }
        ended.add(intake.counters)
        left = finish() ?? 0..<0
        intake.begin()
        firstKept = intake.ring.next
        clock = SecondClock()
        return true
    }

    private mutating func take(_ frame: borrowing Frame, into batch: inout PacketBatch) {
        _ = clock.advance(to: frame.timestamp)
        intake.take(frame, into: &batch)
    }

    /// Turns to the second after the last in which something may still be due; those that are to be closed for it.
    /// Nil where no packet was read.
    mutating func finish() -> Range<Int64>? {
        guard let second = clock.second else { return nil }
        return clock.advance(to: Timestamp(seconds: second + SecondClock.secondsWithDueFlows))
    }
}
