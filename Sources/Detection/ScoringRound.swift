import Features

/// What the scoring of one second brought in one part of the entities, until `ScoringEngine` concludes the second. Made
/// once and used again.
public struct ScoringRound: Sendable {
    /// What was found of whom, in the order of the visits.
    var found: [Found] = []
    /// Windows that are rare, whether or not they are anomalies.
    var rare: [Rare] = []
    /// What is to be learnt.
    var counts = BaselineCounts()

    struct Rare {
        var role: Int
        /// Tells hosts apart.
        var key: UInt64
        /// How rare.
        var bits: Double
    }

    struct Found {
        var entity: Entity
        var finding: Finding
        /// How rare the baseline finds the windows.
        var modelScore: Double
    }

    public init() {}
}
