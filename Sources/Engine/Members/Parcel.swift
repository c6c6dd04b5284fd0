import Capture
import Features
import Flows

/// What one of several capture threads hands over at a time: what its flows did in a second, or until now of it.
struct Parcel: ~Copyable {
    var second: Int64 = 0
    var reports: FlowReports
    var sides: SideObservations
    /// What the member had counted when it sent this, and its capture.
    var counters = Counters()
    var captured = CaptureStatistics()

    /// Reports that a member collects at most. Twice what one batch can bring, so that with half of it there is room for
    /// a whole batch.
    static let reports = 2 * PacketBatch.capacity

    init() {
        reports = FlowReports(capacity: Self.reports)
        sides = SideObservations(capacity: PacketBatch.capacity)
    }

    var bytes: Int { reports.bytes + sides.bytes }
}
