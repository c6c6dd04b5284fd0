/// A cluster and the service-account token with which somebody reaches it.
///
/// Nothing that prints one shows the token.
public struct ClusterAccess: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public let address: ClusterAddress
    /// As the cluster issued it; a secret.
    public let token: String

    public init(address: ClusterAddress, token: String) {
        self.address = address
        self.token = token
    }

    public var description: String { "\(address.url) with a token of \(token.utf8.count) octets" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["address": address]) }

    /// What is wrong with a token, without quoting it; nil: nothing. Cost: O(n).
    ///
    /// Visible ASCII, which a header can carry whole (RFC 9110 §5.5); whether it is a token the cluster says.
    public static func problem(token: String) -> String? {
        guard !token.isEmpty else { return "token is required" }
        guard token.utf8.count <= 32_768 else { return "token: expected at most 32768 octets" }
        let isAllowed = token.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        return isAllowed ? nil : "token: expected visible ASCII characters, without spaces or line ends"
    }
}
