/// How a command of kubectl ended.
public struct CommandResult: Sendable, Hashable {
    public enum Status: String, Sendable, Codable {
        /// Exit code 0.
        case done
        /// Another exit code, or a signal.
        case failed
        /// It was ended because it took too long.
        case timeout
    }

    public let status: Status
    /// The exit code; 128 and the number of the signal where one ended it; nil after a time-out.
    public let returncode: Int?
    /// Repaired where it is no UTF-8; its end says so where it was cut.
    public let stdout: String
    /// As `stdout`.
    public let stderr: String
    /// Whether one of the two was cut.
    public let truncated: Bool
}
