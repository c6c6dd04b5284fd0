/// Why a token cannot be sealed or opened.
public enum TokenVaultError: Error, Hashable, Sendable {
    /// Above ``TokenVault/maximumOctets``.
    case tooLong
    /// Too short or too long to be a sealed token.
    case malformed
    /// Sealed by a newer Weir.
    case unknownVersion(UInt8)
    /// Changed, of another row, or sealed with another secret.
    case notAuthentic
    case failed

    /// What is wrong and what to do.
    public var message: String {
        switch self {
        case .tooLong: "The token is longer than \(TokenVault.maximumOctets) octets"
        case .malformed: "The stored token is damaged; bind the account again"
        case .unknownVersion(let version):
            "The stored token was sealed by a newer Weir (version \(version)); install that, or bind the account again"
        case .notAuthentic: "The stored token cannot be opened with this server's secret; bind the account again"
        case .failed: "The token could not be sealed"
        }
    }
}
