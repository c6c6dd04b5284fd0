import Foundation
import JWTKit

/// The claims as they stand in a token (RFC 7519 §4.1); times in seconds since 1970.
///
/// Everything is optional, so that what is missing can be named.
struct AccessPayload: JWTPayload {
    var sub: String?
    var iat: Double?
    var nbf: Double?
    var exp: Double?
    /// The account's generation, 0 or more.
    var gen: Int64?

    /// The claims are checked against the caller's clock instead, in ``claims(now:)``.
    func verify(using algorithm: some JWTAlgorithm) {}

    /// Checks the claims of a token whose signature is right.
    func claims(now: Date) throws(TokenError) -> AccessClaims {
        guard let exp else { throw .missing("exp") }
        guard let iat else { throw .missing("iat") }
        guard let sub else { throw .missing("sub") }
        guard let gen else { throw .missing("gen") }
        guard gen >= 0, sub.utf8.count == 36, let subject = UUID(uuidString: sub), iat >= 0, exp > iat else {
            throw .malformed
        }
        let seconds = now.timeIntervalSince1970
        guard seconds < exp else { throw .expired }
        guard max(iat, nbf ?? iat) <= seconds + AccessTokens.leewaySeconds else { throw .fromTheFuture }
        guard exp - iat <= Double(AccessTokens.lifetimes.upperBound) else { throw .livesTooLong }
        return AccessClaims(
            subject: subject, generation: gen, issuedAt: Date(timeIntervalSince1970: iat),
            expiresAt: Date(timeIntervalSince1970: exp))
    }
}
