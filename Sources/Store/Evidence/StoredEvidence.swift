import Foundation

/// The packets of a verdict as they are read from the store.
public struct StoredEvidence: Sendable {
    public var sample: TrafficSample
    /// A whole capture file.
    public var pcapng: Data
}
