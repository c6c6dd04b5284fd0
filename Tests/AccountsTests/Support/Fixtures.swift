import Accounts
import Crypto
import Foundation

/// Secrets, instants and forged tokens for tests.
enum Fixtures {
    /// 2026-01-08T00:00:00Z.
    static let now = Date(timeIntervalSince1970: 1_767_830_400)
    static let subject = UUID(
        uuid: (0x12, 0x3E, 0x45, 0x67, 0xE8, 0x9B, 0x12, 0xD3, 0xA4, 0x56, 0x42, 0x66, 0x14, 0x17, 0x40, 0))

    /// A secret whose octets are all the same.
    static func secret(_ octet: UInt8 = 7) throws -> SecretKey {
        try SecretKey(octets: [UInt8](repeating: octet, count: SecretKey.size))
    }

    /// The key that tokens under `secret(7)` are signed with, as its documentation derives it.
    static var signingKey: SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: [UInt8](repeating: 7, count: 32)),
            info: Data("weir access tokens 1".utf8),
            outputByteCount: 32)
    }

    /// A token of these parts, signed with HMAC of any hash under any key, made without the code under test.
    static func token<Hash: HashFunction>(
        _ header: String, _ payload: String, hash: Hash.Type = SHA256.self, key: SymmetricKey = signingKey
    ) -> String {
        let input = base64URL(Data(header.utf8)) + "." + base64URL(Data(payload.utf8))
        let signature = HMAC<Hash>.authenticationCode(for: Data(input.utf8), using: key)
        return input + "." + base64URL(Data(signature))
    }

    static func base64URL(_ data: Data) -> String {
        data.base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}
