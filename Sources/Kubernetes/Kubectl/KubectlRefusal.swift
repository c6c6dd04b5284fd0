/// Why Weir does not run a command.
public struct KubectlRefusal: Error, Sendable, Hashable {
    /// What is wrong and what to do, fit for the user.
    public let reason: String

    public init(reason: String) { self.reason = reason }
}
