import Crypto
import Foundation

/// A password's scrypt hash with what it was made with, as it is stored.
public struct PasswordHash: Hashable, Sendable {
    public let parameters: ScryptParameters
    let salt: [UInt8]
    let hash: [UInt8]

    init(parameters: ScryptParameters, salt: [UInt8], hash: [UInt8]) {
        self.parameters = parameters
        self.salt = salt
        self.hash = hash
    }

    /// A hash that no password has, of the current cost. What is verified against it takes as long as any other.
    public static let dummy = PasswordHash(
        parameters: .current, salt: [UInt8](repeating: 0, count: 16), hash: [UInt8](repeating: 0, count: 32))

    /// Whether a password of this hash should be hashed anew at the next login, since the parameters changed.
    public var needsRehash: Bool { parameters != .current || salt.count != 16 || hash.count != 32 }

    /// Whether a stored text should be; true also for one that is damaged.
    public static func needsRehash(_ stored: String) -> Bool { PasswordHash(stored)?.needsRehash ?? true }

    /// Hashes a new password with a salt of its own. Takes about 0.15 seconds and 16 MiB on this thread.
    public static func make(_ password: Password) throws -> String {
        try make(password, by: .shared)
    }

    /// Whether `password` is the one of `stored`; the text as the user typed it, in time that does not tell how alike they
    /// are.
    ///
    /// Without a stored text, or with one that is damaged, it takes the time that it would and is false: who logs in
    /// cannot learn from the time which names exist. (A hash of older parameters takes the time of those until its
    /// owner's next login.)
    public static func verify(_ password: String, against stored: String?) -> Bool {
        verify(password, against: stored, by: .shared)
    }

    static func make(_ password: Password, by derivation: KeyDerivation) throws -> String {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let key = try derivation.derive(
            from: Array(password.text.utf8), salt: salt, octets: 32, parameters: .current)
        return PasswordHash(parameters: .current, salt: salt, hash: key.octets).text
    }

    static func verify(_ password: String, against stored: String?, by derivation: KeyDerivation) -> Bool {
        let known = stored.flatMap(PasswordHash.init)
        let hash = known ?? .dummy
        let normal = Password.normalize(password) ?? ""
        // One path for all: an empty or endless password, too, costs what a wrong one does.
        let octets = normal.isEmpty ? [0] : Array(normal.utf8)
        let key = try? derivation.derive(
            from: octets, salt: hash.salt, octets: hash.hash.count, parameters: hash.parameters)
        // Keys compare in constant time.
        let isEqual = key == SymmetricKey(data: hash.hash)
        return isEqual && known != nil && !normal.isEmpty
    }
}

extension PasswordHash: CustomReflectable {
    /// Hides salt and hash.
    public var customMirror: Mirror { Mirror(self, children: ["parameters": parameters]) }
}
