import Detection

/// The packets around a verdict.
public struct Evidence: Sendable {
    public var verdict: Verdict
    /// The packets in the order in which they were captured; the verdict is in the section's comment.
    public var pcapng: [UInt8]
    /// Packets in it.
    public var packets: Int
    /// Whether all packets are there that the verdict's window and the seconds around it brought.
    public var isComplete: Bool

    /// A name for its file, without an ending, the same in every run: time, kind, role, entity and peer.
    public var name: String {
        let instant = verdict.time.description.prefix(19).replacing("-", with: "").replacing(":", with: "")
        let ends = [verdict.entity, verdict.peer].compactMap { $0?.description.replacing(":", with: "_") }
        return ([instant + "Z", verdict.kind.rawValue, verdict.role.publicName] + ends).joined(separator: "-")
    }
}
