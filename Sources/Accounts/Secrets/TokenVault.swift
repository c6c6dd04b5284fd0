import Crypto
import Foundation

/// Seals other people's tokens for storage: AES-256-GCM under a key of its own, bound to the row that they belong to.
///
/// A sealed token is a version octet (1), a random nonce of 12 octets, the text encrypted, and a tag of 16 octets.
public struct TokenVault: Sendable {
    private let key: SymmetricKey

    /// Octets of a text at most; Kubernetes tokens take about 1,500.
    public static let maximumOctets = 65_536

    private static let version: UInt8 = 1

    public init(secret: SecretKey) { key = secret.key(for: .tokenVault) }

    /// Seals a text.
    ///
    /// - Parameter context: What the text belongs to, as account and cluster. Only the same context opens it again, so that
    ///   a sealed token cannot be moved into another account's row.
    public func seal(_ text: String, context: String) throws(TokenVaultError) -> Data {
        let octets = Data(text.utf8)
        guard octets.count <= Self.maximumOctets else { throw .tooLong }
        guard let box = try? AES.GCM.seal(octets, using: key, authenticating: Self.bound(context)),
            let combined = box.combined
        else { throw .failed }
        return Data([Self.version]) + combined
    }

    /// Opens what ``seal(_:context:)`` made with the same secret and context.
    public func open(_ data: Data, context: String) throws(TokenVaultError) -> String {
        guard let version = data.first else { throw .malformed }
        guard version == Self.version else { throw .unknownVersion(version) }
        guard data.count <= Self.maximumOctets + 29, let box = try? AES.GCM.SealedBox(combined: data.dropFirst()) else {
            throw .malformed
        }
        guard let octets = try? AES.GCM.open(box, using: key, authenticating: Self.bound(context)) else {
            throw .notAuthentic
        }
        guard let text = String(data: octets, encoding: .utf8) else { throw .malformed }
        return text
    }

    /// The version counts among what is authenticated: a later format cannot pass for this one.
    private static func bound(_ context: String) -> Data { Data([version]) + Data(context.utf8) }
}

extension TokenVault: CustomReflectable {
    /// Never the key.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
