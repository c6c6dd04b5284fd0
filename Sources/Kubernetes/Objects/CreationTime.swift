import Foundation

/// When an object was made and how old that makes it.
struct CreationTime: Sendable, Hashable {
    /// RFC 3339, as the cluster wrote it; empty where it did not.
    let text: String
    /// At least 0; 0 too where the cluster does not say when.
    let ageSeconds: Int

    init(_ metadata: WireMetadata, now: Date) {
        text = metadata.creationTimestamp ?? ""
        let created = try? Date(text, strategy: .iso8601)
        ageSeconds = created.map { max(0, Int(min(now.timeIntervalSince($0), 1e12))) } ?? 0
    }
}
