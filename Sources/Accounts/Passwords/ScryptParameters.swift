/// The cost of one scrypt derivation (RFC 7914 §2).
public struct ScryptParameters: Hashable, Sendable {
    /// log2 of the cost N, 10…17.
    public let logCost: Int
    /// The block size r, 1…16.
    public let blockSize: Int
    /// The parallelism p, 1…16; computed one after the other.
    public let parallelism: Int

    /// What new passwords are hashed with: 16 MiB and five passes, from OWASP's Password Storage Cheat Sheet.
    public static let current = ScryptParameters(logCost: 14, blockSize: 8, parallelism: 5)

    /// Nil for what would take more than 64 MiB or six times the current time: a stored text cannot exhaust the server.
    public init?(checking logCost: Int, blockSize: Int, parallelism: Int) {
        guard (10...17).contains(logCost), (1...16).contains(blockSize), (1...16).contains(parallelism) else {
            return nil
        }
        self.init(logCost: logCost, blockSize: blockSize, parallelism: parallelism)
        guard memoryBytes <= 64 << 20, cost * blockSize * parallelism <= 1 << 22 else { return nil }
    }

    private init(logCost: Int, blockSize: Int, parallelism: Int) {
        self.logCost = logCost
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// The cost N.
    var cost: Int { 1 << logCost }
    /// The working memory of one derivation.
    public var memoryBytes: Int { 128 * cost * blockSize }
}
