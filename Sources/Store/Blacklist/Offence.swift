import Packets

/// How often an address was blocked automatically: what `BlacklistPolicy.recall` takes after a restart.
public struct Offence: Sendable, Equatable {
    public let address: IPAddress
    public let blocks: Int
    /// The end of the latest block.
    public let expires: Timestamp
}
