/// Why an access token is refused.
public enum TokenError: Error, Hashable, Sendable {
    case expired
    case badSignature
    /// Not three parts of canonical Base64url with JSON in them, or a claim of the wrong type.
    case malformed
    /// Above ``AccessTokens/maximumOctets``.
    case tooLong
    /// The header names another algorithm than HS256.
    case algorithmNotAllowed
    /// Issued, or valid only, later than a minute from now.
    case fromTheFuture
    /// A claim or header that every token has is missing, as `exp`.
    case missing(String)
    /// Its whole life is longer than any that Weir issues.
    case livesTooLong

    /// What follows `Invalid token: ` in an answer.
    public var detail: String {
        switch self {
        case .expired: "Token expired"
        case .badSignature: "Signature verification failed"
        case .malformed: "Token is malformed"
        case .tooLong: "Token is longer than \(AccessTokens.maximumOctets) octets"
        case .algorithmNotAllowed: "Algorithm not allowed"
        case .fromTheFuture: "Token is from the future"
        case .missing(let name): "Token has no \(name)"
        case .livesTooLong: "Token is valid for too long"
        }
    }
}
