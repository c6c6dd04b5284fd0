import Detection

/// One number that speaks for a verdict, as it is stored: a JSON object of these three keys.
public struct SampleReason: Sendable, Equatable, Codable {
    /// Name in the registry of features.
    public var feature: String
    /// In the feature's unit.
    public var observed: Double
    /// What is usual for such an entity.
    public var expected: Double

    public init(feature: String, observed: Double, expected: Double) {
        self.feature = feature
        self.observed = observed
        self.expected = expected
    }

    public init(_ reason: Reason) {
        self.init(feature: reason.feature, observed: reason.observed, expected: reason.expected)
    }
}
