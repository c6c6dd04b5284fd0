import Accounts
import Foundation
import Testing

@Suite struct TokenVaultTests {
    private let token = "eyJhbGciOiJSUzI1NiIsImtpZCI6IiJ9.service.account"
    private let context = "account 123e4567-e89b-12d3-a456-426614174000 cluster 1"

    @Test func opensWhatItSealed() throws {
        let vault = TokenVault(secret: try Fixtures.secret())
        for text in [token, "", "日本語", String(repeating: "x", count: TokenVault.maximumOctets)] {
            let sealed = try vault.seal(text, context: context)
            #expect(try vault.open(sealed, context: context) == text)
            #expect(sealed.first == 1)
            #expect(sealed.count == text.utf8.count + 29)
        }
    }

    @Test func hidesAndNeverRepeats() throws {
        let vault = TokenVault(secret: try Fixtures.secret())
        let sealed = try vault.seal(token, context: context)
        #expect(sealed.range(of: Data("service".utf8)) == nil)
        #expect(try vault.seal(token, context: context) != sealed)
    }

    @Test func refusesEveryFlippedBit() throws {
        let vault = TokenVault(secret: try Fixtures.secret())
        let sealed = try vault.seal(token, context: context)
        for index in sealed.indices {
            for bit in 0..<8 {
                var tampered = sealed
                tampered[index] ^= 1 << bit
                #expect(throws: index == 0 ? .unknownVersion(tampered[0]) : TokenVaultError.notAuthentic) {
                    try vault.open(tampered, context: context)
                }
            }
        }
    }

    @Test func refusesEveryOtherLength() throws {
        let vault = TokenVault(secret: try Fixtures.secret())
        let sealed = try vault.seal(token, context: context)
        for count in 0..<sealed.count {
            #expect(throws: TokenVaultError.self) { try vault.open(sealed.prefix(count), context: context) }
        }
        #expect(throws: TokenVaultError.notAuthentic) { try vault.open(sealed + [0], context: context) }
        #expect(throws: TokenVaultError.malformed) { try vault.open(Data(), context: context) }
        #expect(throws: TokenVaultError.malformed) { try vault.open(sealed + Data(count: 70_000), context: context) }
        // A slice's indices do not begin at 0.
        let slice = (Data([9, 9]) + sealed).dropFirst(2)
        #expect(try vault.open(slice, context: context) == token)
    }

    @Test func cannotBeMoved() throws {
        let vault = TokenVault(secret: try Fixtures.secret())
        let sealed = try vault.seal(token, context: context)
        for other in ["", context + "0", "account 123e4567-e89b-12d3-a456-426614174001 cluster 1"] {
            #expect(throws: TokenVaultError.notAuthentic) { try vault.open(sealed, context: other) }
        }
    }

    @Test func needsTheSameSecret() throws {
        let sealed = try TokenVault(secret: Fixtures.secret(1)).seal(token, context: context)
        #expect(throws: TokenVaultError.notAuthentic) {
            try TokenVault(secret: Fixtures.secret(2)).open(sealed, context: context)
        }
    }

    @Test func refusesTooLong() throws {
        let vault = TokenVault(secret: try Fixtures.secret())
        #expect(throws: TokenVaultError.tooLong) {
            try vault.seal(String(repeating: "x", count: TokenVault.maximumOctets + 1), context: context)
        }
    }
}
