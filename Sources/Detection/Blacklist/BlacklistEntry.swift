import Packets

/// An entry of the blacklist.
public struct BlacklistEntry: Sendable, Equatable {
    public enum Action: String, CaseIterable, Sendable {
        case block
        case rateLimit = "rate_limit"
        case monitor
    }

    public enum Origin: String, CaseIterable, Sendable {
        case manual, auto, feed
    }

    public var prefix: IPPrefix
    public var action: Action
    /// Why, in words.
    public var reason: String
    public var origin: Origin
    /// Score of the verdict, 0…1; nil for entries that no verdict made.
    public var score: Double?
    public var createdAt: Timestamp
    /// Nil: never.
    public var expiresAt: Timestamp?
    /// Made in observe mode: says what would have been done.
    public var simulated: Bool

    public init(
        prefix: IPPrefix, action: Action, reason: String, origin: Origin, score: Double?, createdAt: Timestamp,
        expiresAt: Timestamp?, simulated: Bool = false
    ) {
        self.prefix = prefix
        self.action = action
        self.reason = reason
        self.origin = origin
        self.score = score
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.simulated = simulated
    }

    /// The address, or the prefix where it covers more than one.
    public var address: String {
        prefix.length == (prefix.address.isIPv4 ? 32 : 128) ? prefix.address.description : prefix.description
    }
}
