import Crypto
import Foundation

/// The server's secret: 32 random octets in a private file, from which the key of each purpose is derived.
///
/// Its octets are in no description. Who has the file can make tokens and read bound ones; who loses it ends every
/// session and every bound token.
public struct SecretKey: Sendable {
    /// Octets in the file.
    public static let size = 32

    private let key: SymmetricKey

    /// Of these octets; throws ``SecretKeyError/wrongSize(path:octets:)`` for any other number than 32.
    public init(octets: some Sequence<UInt8>) throws(SecretKeyError) {
        try self.init(octets: Array(octets), path: "")
    }

    private init(octets: [UInt8], path: String) throws(SecretKeyError) {
        guard octets.count == Self.size else { throw .wrongSize(path: path, octets: octets.count) }
        key = SymmetricKey(data: octets)
    }

    /// Reads the file, or makes it with new random octets where it is missing.
    ///
    /// The file is private from its first moment and complete when it has its name, also if the power is cut or two
    /// processes make it at the same time: then both get the same key. A crash may leave `PATH.new-…`, which can be
    /// removed. The folder has to exist.
    public static func open(path: String) throws(SecretKeyError) -> SecretKey {
        let file = PrivateFile(path: path)
        if let octets = try file.read() { return try SecretKey(octets: octets, path: path) }
        try file.create(SymmetricKey(size: .bits256).octets)
        guard let octets = try file.read() else { throw .unusable(path: path, reason: "it vanished while being made") }
        return try SecretKey(octets: octets, path: path)
    }

    /// The key for one purpose, of 256 bits: HKDF-SHA256 (RFC 5869) without salt, the purpose as `info`.
    func key(for purpose: Purpose) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Data(purpose.rawValue.utf8), outputByteCount: 32)
    }

    /// What keys are derived for. Never to be changed: a key with another purpose is another key.
    enum Purpose: String {
        case accessTokens = "weir access tokens 1"
        case tokenVault = "weir token vault 1"
    }
}

extension SecretKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the octets.
    public var description: String { "SecretKey(not shown)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension SymmetricKey {
    var octets: [UInt8] {
        // The array is the closure's only product; the pointer does not leave it.
        unsafe withUnsafeBytes { unsafe Array($0) }
    }
}
