import Foundation
import Packets
import Store
import Testing

@Suite struct ServiceTokenTests {
    let clock = Clock()
    let folder: TemporaryFolder
    let store: DataStore

    init() throws {
        folder = try TemporaryFolder()
        let clock = clock
        store = try folder.store { $0.clock = { clock.now } }
    }

    private func digest(_ octet: UInt8) -> Data { Data(repeating: octet, count: 32) }

    private func made(_ name: String, _ octet: UInt8, expiresAt: Timestamp? = nil) throws -> ServiceTokenRecord {
        let outcome = try store.createServiceToken(
            name: name, role: .enforcer, digest: digest(octet), expiresAt: expiresAt, by: "alice")
        guard case .created(let token) = outcome else { throw Unexpected() }
        return token
    }

    @Test func aTokenIsFoundByItsDigestWhileItLives() throws {
        let end = Timestamp(seconds: 100)
        let token = try made("fw-1", 1, expiresAt: end)
        #expect(token.name == "fw-1" && token.role == .enforcer && token.createdBy == "alice")
        #expect(token.createdAt == clock.now && token.expiresAt == end && token.lastUsedAt == nil)
        #expect(try store.serviceToken(digest: digest(1)) == token)
        #expect(try store.serviceToken(digest: digest(2)) == nil)
        #expect(try store.serviceToken(digest: digest(1), at: end.advanced(byNanoseconds: -1)) == token)
        #expect(try store.serviceToken(digest: digest(1), at: end) == nil)
        clock.advance(100)
        #expect(try store.serviceToken(digest: digest(1)) == nil)
        #expect(try store.serviceTokens() == [token])
    }

    @Test func aNameIsFreeAgainOnceItsTokenIsOver() throws {
        let first = try made("fw-1", 1, expiresAt: Timestamp(seconds: 10))
        let taken = { try store.createServiceToken(name: "fw-1", role: .sensor, digest: digest(2), by: "bob") }
        #expect(try taken() == .nameTaken)
        clock.advance(10)
        guard case .created(let second) = try taken() else { throw Unexpected() }
        #expect(second.id > first.id)
        #expect(try store.serviceTokens() == [second])
        #expect(try store.revokeServiceToken(name: "fw-1") == second)
        #expect(try store.revokeServiceToken(name: "fw-1") == nil)
        let third = try made("fw-1", 2)
        #expect(try store.revokeServiceToken(id: third.id) == third)
        #expect(try store.serviceToken(digest: digest(2)) == nil)
    }

    @Test func aDigestThatIsShortOrUsedIsRefused() throws {
        _ = try made("fw-1", 1)
        for digest in [digest(1), Data([1, 2, 3])] {
            let error = #expect(throws: StoreError.self) {
                try store.createServiceToken(name: "fw-2", role: .sensor, digest: digest, by: "alice")
            }
            guard case .refused = error else { throw try #require(error) }
        }
        #expect(try store.serviceTokens().count == 1)
    }

    @Test func itsUseIsNotedOnceAMinute() throws {
        let token = try made("fw-1", 1)
        let used = { try store.serviceTokens().map(\.lastUsedAt) }
        clock.advance(5)
        try store.touchServiceToken(id: token.id)
        #expect(try used() == [Timestamp(seconds: 5)])
        clock.advance(59)
        try store.touchServiceToken(id: token.id)
        #expect(try used() == [Timestamp(seconds: 5)])
        clock.advance(1)
        try store.touchServiceToken(id: token.id)
        #expect(try used() == [Timestamp(seconds: 65)])
        try store.touchServiceToken(id: 99)
    }
}
