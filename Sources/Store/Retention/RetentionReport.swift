/// What retention did.
public struct RetentionReport: Sendable, Equatable {
    /// Samples that were too old.
    public var deletedByAge = 0
    /// The oldest samples of a database that was too large.
    public var deletedBySize = 0
    /// Verdicts whose packets went, since all packets together took more than their share.
    public var deletedEvidence = 0
    /// Addresses whose blocks are forgotten.
    public var forgottenOffences = 0
    /// The oldest commands of a history that was too long or too large.
    public var forgottenCommands = 0
    /// Bytes that the database takes after it, its log not counted.
    public var bytes: Int64 = 0
    /// Whether the database is still too large with no sample left: its lists and its audit trail are, which are kept.
    public var isTooLarge = false

    init() {}
}
