import Accounts
import Crypto
import Foundation
import Testing

/// A token that is wrong in one way, and what is said of it.
struct Forgery: CustomTestStringConvertible, Sendable {
    let name: String
    let token: String
    let error: TokenError

    var testDescription: String { name }

    static let header = #"{"alg":"HS256","typ":"JWT"}"#

    /// A right payload in which claims are replaced, or left out where their value is nil.
    static func payload(adding changes: [String: String?] = [:]) -> String {
        let now = Int(Fixtures.now.timeIntervalSince1970)
        var claims: [String: String] = [
            "sub": "\"\(Fixtures.subject.uuidString)\"", "iat": "\(now)", "exp": "\(now + 3600)", "gen": "3",
        ]
        for (claim, value) in changes { claims[claim] = value }
        return "{" + claims.sorted { $0.key < $1.key }.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }

    static var all: [Forgery] { headers + signatures + claims }

    /// Under the right key, so that only the header can be what is refused.
    private static let headers: [Forgery] = {
        let refused: [(String, TokenError)] = [
            (#"{"alg":"none"}"#, .algorithmNotAllowed), (#"{"alg":"None"}"#, .algorithmNotAllowed),
            (#"{"alg":"hs256"}"#, .algorithmNotAllowed), (#"{"alg":"Hs256"}"#, .algorithmNotAllowed),
            (#"{"alg":"HS256 "}"#, .algorithmNotAllowed), (#"{"alg":"HS256\u0000"}"#, .algorithmNotAllowed),
            (#"{"alg":"HS384"}"#, .algorithmNotAllowed), (#"{"alg":"HS512"}"#, .algorithmNotAllowed),
            (#"{"alg":"RS256"}"#, .algorithmNotAllowed), (#"{"alg":"ES256"}"#, .algorithmNotAllowed),
            (#"{"alg":"EdDSA"}"#, .algorithmNotAllowed), (#"{"alg":""}"#, .algorithmNotAllowed),
            (#"{"typ":"JWT"}"#, .missing("alg")), (#"{"alg":null}"#, .missing("alg")),
            (#"{"Alg":"HS256"}"#, .missing("alg")),
            (#"{"alg":256}"#, .malformed), (#"{"alg":["HS256"]}"#, .malformed), (#"{"alg":{"HS256":1}}"#, .malformed),
            (#"{"alg":"HS256","crit":["exp"]}"#, .malformed), (#"{"alg":"HS256","crit":null}"#, .malformed),
            (#"{"alg":"HS256","typ":"JWE"}"#, .malformed), (#"{"alg":"HS256"}}"#, .malformed),
            (#"{"alg":"HS256""#, .malformed),
            (#"["HS256"]"#, .malformed), (#""HS256""#, .malformed), ("", .malformed), ("\u{0}", .malformed),
            ("null", .malformed),
        ]
        return refused.map { Forgery(name: "header \($0)", token: Fixtures.token($0, payload()), error: $1) }
    }()

    private static let signatures: [Forgery] = {
        let input = Fixtures.base64URL(Data(header.utf8)) + "." + Fixtures.base64URL(Data(payload().utf8))
        let none = Fixtures.base64URL(Data(#"{"alg":"none"}"#.utf8)) + "." + Fixtures.base64URL(Data(payload().utf8))
        let good = Fixtures.token(header, payload())
        let zero = SymmetricKey(data: Data(count: 32))
        let raw = SymmetricKey(data: [UInt8](repeating: 7, count: 32))
        return [
            Forgery(name: "none, no signature", token: none + ".", error: .algorithmNotAllowed),
            Forgery(name: "empty signature", token: input + ".", error: .badSignature),
            Forgery(name: "no signature", token: input, error: .malformed),
            Forgery(
                name: "zero signature", token: input + "." + Fixtures.base64URL(Data(count: 32)), error: .badSignature),
            Forgery(name: "key of zeros", token: Fixtures.token(header, payload(), key: zero), error: .badSignature),
            Forgery(
                name: "the file's octets as key", token: Fixtures.token(header, payload(), key: raw),
                error: .badSignature),
            Forgery(
                name: "HMAC-SHA512 under HS256", token: Fixtures.token(header, payload(), hash: SHA512.self),
                error: .badSignature),
            Forgery(
                name: "HMAC-SHA384 under HS384",
                token: Fixtures.token(#"{"alg":"HS384"}"#, payload(), hash: SHA384.self),
                error: .algorithmNotAllowed),
            Forgery(
                name: "key in the header",
                token: Fixtures.token(
                    #"{"alg":"HS256","jwk":{"kty":"oct","k":"AAAA"},"kid":"../../dev/null"}"#, payload(), key: zero),
                error: .badSignature),
            Forgery(
                name: "another's payload",
                token: Fixtures.base64URL(Data(header.utf8)) + "."
                    + Fixtures.base64URL(Data(payload(adding: ["gen": "4"]).utf8)) + "."
                    + good.split(separator: ".")[2], error: .badSignature),
            Forgery(name: "padded", token: good + "=", error: .badSignature),
            Forgery(name: "two dots", token: "..", error: .malformed),
            Forgery(name: "nothing", token: "", error: .malformed),
            Forgery(name: "a word", token: "null", error: .malformed),
            Forgery(name: "five parts, as JWE", token: "a.b.c.d.e", error: .malformed),
        ]
    }()

    /// Signed with the right key, as by somebody who got hold of it or by another version.
    private static let claims: [Forgery] = {
        let now = Int(Fixtures.now.timeIntervalSince1970)
        let refused: [([String: String?], TokenError)] = [
            (["exp": nil], .missing("exp")), (["iat": nil], .missing("iat")),
            (["sub": nil], .missing("sub")), (["gen": nil], .missing("gen")),
            (["exp": "null"], .missing("exp")),
            (["exp": "\(now)", "iat": "\(now - 1)"], .expired),
            (["exp": "\(now - 1)", "iat": "\(now - 10)"], .expired),
            (["iat": "\(now + 61)"], .fromTheFuture), (["nbf": "\(now + 61)"], .fromTheFuture),
            (["exp": "\(now + 31_536_001)"], .livesTooLong), (["exp": "1e300"], .livesTooLong),
            (["exp": "9223372036854775807"], .livesTooLong), (["exp": "1e999"], .malformed),
            (["exp": "\"\(now + 3600)\""], .malformed), (["exp": "true"], .malformed), (["exp": "{}"], .malformed),
            (["exp": "-1"], .malformed), (["iat": "-1"], .malformed), (["iat": "\(now + 7200)"], .malformed),
            (["sub": "\"\""], .malformed), (["sub": "\"admin\""], .malformed), (["sub": "1"], .malformed),
            (["sub": "\"123e4567-e89b-12d3-a456-42661417400g\""], .malformed),
            (["gen": "-1"], .malformed), (["gen": "1.5"], .malformed), (["gen": "\"3\""], .malformed),
            (["gen": "9223372036854775808"], .malformed),
        ]
        let texts = ["", "{", "[]", "null", "1", "{\"sub\":}", "\u{FEFF}{}{}"]
        return refused.map {
            Forgery(name: "claims \($0)", token: Fixtures.token(header, payload(adding: $0)), error: $1)
        }
            + texts.map {
                Forgery(name: "payload \($0.debugDescription)", token: Fixtures.token(header, $0), error: .malformed)
            }
    }()
}
