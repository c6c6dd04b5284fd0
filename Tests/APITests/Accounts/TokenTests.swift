import Foundation
import TestSupport
import Testing

/// Access tokens that are forged, changed, over or not yet begun.
@Suite struct TokenTests {
    let server: RunningServer
    let token: String
    let forge: TokenForge

    init() throws {
        server = try RunningServer()
        token = try server.register("user123")
        forge = try TokenForge(server, token)
    }

    private func refused(_ token: String, _ why: String, _ location: SourceLocation = #_sourceLocation) throws {
        let answer = try server.me(token)
        #expect(answer.status == 401, sourceLocation: location)
        #expect(answer.detail == "Invalid token: \(why)", sourceLocation: location)
        #expect(answer.headers["www-authenticate"] == "Bearer", sourceLocation: location)
    }

    @Test func whoHasTheKeyMakesTokensThatAreTaken() throws {
        // Otherwise the other tests would prove nothing.
        #expect(try server.me(try forge.token()).status == 200)
        #expect(try server.me(try forge.token(header: ["alg": "HS256"])).status == 200)
    }

    @Test func otherAlgorithmsAreRefused() throws {
        for name in ["none", "None", "NONE", "nOnE", "", "hs256", "RS256", "ES256", "EdDSA"] {
            try refused(try forge.token(header: ["alg": name, "typ": "JWT"], digest: "none"), "Algorithm not allowed")
            try refused(try forge.token(header: ["alg": name, "typ": "JWT"]), "Algorithm not allowed")
        }
        for (name, digest) in [("HS384", "sha384"), ("HS512", "sha512")] {
            try refused(try forge.token(header: ["alg": name], digest: digest), "Algorithm not allowed")
            // Under the name of the one that is allowed.
            try refused(try forge.token(digest: digest), "Signature verification failed")
        }
        try refused(try forge.token(digest: "none"), "Signature verification failed")
        try refused(try forge.token(header: ["typ": "JWT"]), "Token has no alg")
    }

    @Test func otherKeysAreRefused() throws {
        for key in [TokenForge.Key.other, .underived, .empty] {
            try refused(try forge.token(key: key), "Signature verification failed")
        }
        // What the header brings along is no key.
        let header: [String: Any] = [
            "alg": "HS256", "kid": "../../../../dev/null", "jwk": ["kty": "oct", "k": ""], "jku": "http://127.0.0.1/",
        ]
        try refused(try forge.token(header: header, key: .empty), "Signature verification failed")
        // Another server's token.
        try refused(try RunningServer().register("user123"), "Signature verification failed")
        try refused(try forge.token(header: ["alg": "HS256", "crit": ["exp"]]), "Token is malformed")
    }

    @Test func tokensThatAreOverOrNotBegunAreRefused() throws {
        let now = TokenForge.now
        try refused(try forge.token(["iat": now - 7_200, "exp": now - 3_600]), "Token expired")
        try refused(try forge.token(["iat": now - 60, "exp": now]), "Token expired")
        try refused(try forge.token(["iat": now + 600, "exp": now + 4_200]), "Token is from the future")
        try refused(try forge.token(["nbf": now + 600]), "Token is from the future")
        try refused(try forge.token(["exp": now + 40_000_000]), "Token is valid for too long")
        // Over and with a wrong signature: only the signature is told of.
        let both = try forge.token(["iat": now - 7_200, "exp": now - 3_600], key: .other)
        try refused(both, "Signature verification failed")
    }

    @Test func claimsThatAreMissingOrOfOtherTypesAreRefused() throws {
        for name in ["exp", "iat", "sub", "gen"] {
            try refused(try forge.token([name: nil as Any?]), "Token has no \(name)")
        }
        let wrong: [[String: Any?]] = [
            ["sub": 1], ["sub": "admin"], ["sub": "' OR 1=1 --"], ["gen": "1"], ["gen": -1], ["gen": 1.5],
            ["exp": "never"], ["iat": -1], ["exp": ["a"]], ["iat": TokenForge.now, "exp": TokenForge.now - 1],
        ]
        for changes in wrong { try refused(try forge.token(changes), "Token is malformed") }
        let header = #"{"alg":"HS256"}"#
        for claims in ["", "null", "[]", "1", "{", #"{"sub":"a","exp":1e999}"#] {
            try refused(try forge.sign(header, claims), "Token is malformed")
        }
        for header in ["", "null", "[]", #""HS256""#, #"{"alg":1}"#] {
            try refused(try forge.sign(header, "{}"), "Token is malformed")
        }
    }

    @Test func whatAGenerationEndsStaysEnded() throws {
        for generation in [0, 2, Int.max] {
            try refused(try forge.token(["gen": generation]), "Token has been revoked")
        }
        try refused(try forge.token(["sub": "123e4567-e89b-12d3-a456-426614174000"]), "User not found")
    }

    @Test func changedTokensAreRefused() throws {
        let parts = token.split(separator: ".").map(String.init)
        let cut = stride(from: 1, to: token.count, by: 29).map { String(token.dropLast($0)) }
        let joined = ["", ".", "..", "...", parts[0], parts[0] + ".", parts[0] + "." + parts[1] + "."]
        let grown = [
            token + ".", token + "=", token + ".a", "." + token, token + " x", parts.reversed().joined(separator: "."),
            parts[0] + "..", token.replacing(".", with: "%2e"), token + token,
        ]
        for text in cut + joined + grown where !text.isEmpty {
            let answer = try server.me(text)
            #expect(answer.status == 401, "\(text)")
            #expect(answer.detail?.hasPrefix("Invalid token: ") == true, "\(answer.body)")
        }
        // Two of the last letter's bits are beyond the signature: three other letters would stand for the same octets.
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let last = try #require(token.last.flatMap { letters.firstIndex(of: $0) })
        for other in 1...3 { #expect(try server.me(token.dropLast() + String(letters[last ^ other])).status == 401) }
    }

    @Test func hugeTokensAreRefused() throws {
        let octets = String(repeating: "a", count: 20_000)
        try refused(octets, "Token is longer than 4096 octets")
        try refused(token + octets, "Token is longer than 4096 octets")
        // Above the limit of all headers.
        let answer = try server.me(octets + octets)
        #expect(answer.status == 431)
        #expect(try server.me(token).status == 200)
    }
}
