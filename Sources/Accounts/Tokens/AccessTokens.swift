import Foundation
import JWTKit

/// Issues and verifies people's access tokens: JWT (RFC 7519) signed with HS256 and nothing else.
public struct AccessTokens: Sendable {
    /// Seconds that a token may live, a minute to a year.
    public static let lifetimes = 60...31_536_000
    /// Octets of a token at most; Weir's own have about 270.
    public static let maximumOctets = 4096
    /// How far the clock of who issued a token may be ahead.
    static let leewaySeconds = 60.0

    /// Seconds from issue to expiry.
    public let lifetime: Int
    private let keys: JWTKeyCollection

    /// - Parameters:
    ///   - secret: The server's; the signing key is derived from it.
    ///   - lifetime: Seconds, brought within ``lifetimes``.
    public init(secret: SecretKey, lifetime: Int = 86_400) async {
        self.lifetime = min(max(lifetime, Self.lifetimes.lowerBound), Self.lifetimes.upperBound)
        // The same claims make the same token.
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        keys = JWTKeyCollection()
        await keys.add(
            hmac: HMACKey(key: secret.key(for: .accessTokens)), digestAlgorithm: .sha256,
            serializer: DefaultJWTSerializer(jsonEncoder: encoder))
    }

    /// A token for the account, valid from `now` for ``lifetime`` seconds.
    ///
    /// - Parameter generation: The account's, 0 or more; raising it ends the tokens issued before.
    public func issue(subject: UUID, generation: Int64, now: Date = Date()) async throws -> String {
        let issued = now.timeIntervalSince1970.rounded(.down)
        return try await keys.sign(
            AccessPayload(
                sub: subject.uuidString.lowercased(), iat: issued, exp: issued + Double(lifetime), gen: generation))
    }

    /// Checks everything that a token shows by itself. The caller compares the generation and whether the account exists.
    ///
    /// Size, form and algorithm are checked first, then the signature, and the claims only of what is signed.
    public func verify(_ token: String, now: Date = Date()) async throws(TokenError) -> AccessClaims {
        guard token.utf8.count <= Self.maximumOctets else { throw .tooLong }
        try Self.checkForm(token)
        let payload: AccessPayload
        do {
            payload = try await keys.verify(token, as: AccessPayload.self)
        } catch let error as JWTError where error.errorType == .signatureVerificationFailed {
            throw .badSignature
        } catch {
            throw .malformed
        }
        return try payload.claims(now: now)
    }

    /// Three parts in canonical Base64url, with a header that names our algorithm and a signature of its length.
    private static func checkForm(_ token: String) throws(TokenError) {
        let parts = token.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Base64URL.decode(parts[0].utf8), !header.isEmpty,
            let fields = try? JSONDecoder().decode(AccessHeader.self, from: header)
        else { throw .malformed }
        try fields.check()
        guard let payload = Base64URL.decode(parts[1].utf8), !payload.isEmpty else { throw .malformed }
        guard Base64URL.decode(parts[2].utf8)?.count == 32 else { throw .badSignature }
    }
}

extension AccessTokens: CustomReflectable {
    /// Never the keys.
    public var customMirror: Mirror { Mirror(self, children: ["lifetime": lifetime]) }
}
