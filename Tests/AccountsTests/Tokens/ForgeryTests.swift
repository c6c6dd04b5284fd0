import Accounts
import Testing

@Suite struct ForgeryTests {
    @Test(arguments: Forgery.all) func refuses(_ forgery: Forgery) async throws {
        let tokens = await AccessTokens(secret: try Fixtures.secret())
        await #expect(throws: forgery.error) { try await tokens.verify(forgery.token, now: Fixtures.now) }
    }

    /// What a client reads after `Invalid token: `.
    @Test(arguments: [
        (TokenError.expired, "Token expired"), (.badSignature, "Signature verification failed"),
        (.malformed, "Token is malformed"), (.tooLong, "Token is longer than 4096 octets"),
        (.algorithmNotAllowed, "Algorithm not allowed"), (.fromTheFuture, "Token is from the future"),
        (.missing("exp"), "Token has no exp"), (.livesTooLong, "Token is valid for too long"),
    ])
    func says(_ error: TokenError, _ detail: String) {
        #expect(error.detail == detail)
    }
}
