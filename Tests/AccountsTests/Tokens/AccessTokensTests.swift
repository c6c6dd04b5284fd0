import Accounts
import Crypto
import Foundation
import Testing

@Suite struct AccessTokensTests {
    private func tokens(_ lifetime: Int = 86_400) async throws -> AccessTokens {
        await AccessTokens(secret: try Fixtures.secret(), lifetime: lifetime)
    }

    @Test func verifiesWhatItIssues() async throws {
        let tokens = try await tokens()
        let token = try await tokens.issue(
            subject: Fixtures.subject, generation: 3, now: Fixtures.now.addingTimeInterval(0.75))
        #expect(token.hasPrefix("eyJ"))
        let claims = try await tokens.verify(token, now: Fixtures.now)
        #expect(
            claims
                == AccessClaims(
                    subject: Fixtures.subject, generation: 3, issuedAt: Fixtures.now,
                    expiresAt: Fixtures.now.addingTimeInterval(86_400)))
    }

    /// Anybody's JWT library can read it.
    @Test func isAnOrdinaryJWT() async throws {
        let token = try await tokens().issue(subject: Fixtures.subject, generation: 3, now: Fixtures.now)
        let parts = token.split(separator: ".").map(String.init)
        #expect(parts.count == 3)
        let input = parts[0] + "." + parts[1]
        let code = HMAC<SHA256>.authenticationCode(for: Data(input.utf8), using: Fixtures.signingKey)
        #expect(parts[2] == Fixtures.base64URL(Data(code)))
        #expect(token.utf8.count < 300)
        #expect(parts[0] == "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9", "as the API's documentation shows it")
        let again = try await tokens().issue(subject: Fixtures.subject, generation: 3, now: Fixtures.now)
        #expect(again == token)
    }

    @Test func agreesWithTokensMadeElsewhere() async throws {
        let claims = try await tokens().verify(Fixtures.token(Forgery.header, Forgery.payload()), now: Fixtures.now)
        #expect(claims.generation == 3)
        #expect(claims.subject == Fixtures.subject)
    }

    @Test func expires() async throws {
        let tokens = try await tokens(3600)
        let token = try await tokens.issue(subject: Fixtures.subject, generation: 0, now: Fixtures.now)
        _ = try await tokens.verify(token, now: Fixtures.now.addingTimeInterval(3599.9))
        for seconds in [3600.0, 3601, 1e9] {
            await #expect(throws: TokenError.expired) {
                try await tokens.verify(token, now: Fixtures.now.addingTimeInterval(seconds))
            }
        }
        #expect(TokenError.expired.detail == "Token expired")
    }

    @Test func isNotValidYet() async throws {
        let tokens = try await tokens()
        let token = try await tokens.issue(subject: Fixtures.subject, generation: 0, now: Fixtures.now)
        _ = try await tokens.verify(token, now: Fixtures.now.addingTimeInterval(-60))
        await #expect(throws: TokenError.fromTheFuture) {
            try await tokens.verify(token, now: Fixtures.now.addingTimeInterval(-61))
        }
    }

    @Test func needsTheSameSecret() async throws {
        let other = await AccessTokens(secret: try Fixtures.secret(8))
        let token = try await other.issue(subject: Fixtures.subject, generation: 0, now: Fixtures.now)
        let tokens = try await tokens()
        await #expect(throws: TokenError.badSignature) { try await tokens.verify(token, now: Fixtures.now) }
        #expect(TokenError.badSignature.detail == "Signature verification failed")
    }

    @Test func lifetimeIsBounded() async throws {
        #expect(try await tokens(0).lifetime == 60)
        #expect(try await tokens(Int.max).lifetime == 31_536_000)
        let tokens = try await tokens(Int.max)
        let token = try await tokens.issue(subject: Fixtures.subject, generation: 0, now: Fixtures.now)
        _ = try await tokens.verify(token, now: Fixtures.now)
    }

    /// Every bit of every part; a token has one text.
    @Test func refusesEveryFlippedBit() async throws {
        let tokens = try await tokens()
        let token = Array(try await tokens.issue(subject: Fixtures.subject, generation: 0, now: Fixtures.now).utf8)
        for index in token.indices {
            for bit in 0..<7 {
                var tampered = token
                tampered[index] ^= 1 << bit
                let text = String(decoding: tampered, as: UTF8.self)
                await #expect(throws: TokenError.self) { try await tokens.verify(text, now: Fixtures.now) }
            }
        }
    }

    @Test func refusesEveryPrefix() async throws {
        let tokens = try await tokens()
        let token = try await tokens.issue(subject: Fixtures.subject, generation: 0, now: Fixtures.now)
        for count in 0..<token.utf8.count {
            await #expect(throws: TokenError.self) {
                try await tokens.verify(String(token.prefix(count)), now: Fixtures.now)
            }
        }
        for text in [
            token + "A", token + "=", token + ".", token + "\n", " " + token, "." + token, token + "." + token,
        ] {
            await #expect(throws: TokenError.self) { try await tokens.verify(text, now: Fixtures.now) }
        }
    }

    @Test func refusesHugeTokens() async throws {
        let tokens = try await tokens()
        for text in [String(repeating: "a", count: 4097), String(repeating: ".", count: 10_000_000)] {
            await #expect(throws: TokenError.tooLong) { try await tokens.verify(text, now: Fixtures.now) }
        }
        let padding = String(repeating: "x", count: 4000)
        let signed = Fixtures.token(Forgery.header, Forgery.payload(adding: ["pad": "\"\(padding)\""]))
        await #expect(throws: TokenError.tooLong) { try await tokens.verify(signed, now: Fixtures.now) }
        // JSON so deep that a parser that recurses would run out of stack.
        let deep = String(repeating: "[", count: 2900)
        let nested = [Fixtures.token(deep, "{}"), Fixtures.token(Forgery.header, deep)]
        for text in nested {
            await #expect(throws: TokenError.malformed) { try await tokens.verify(text, now: Fixtures.now) }
        }
    }

    @Test func hidesItsKeys() async throws {
        var dumped = ""
        dump(try await tokens(), to: &dumped)
        #expect(!dumped.contains("keys"))
    }
}
