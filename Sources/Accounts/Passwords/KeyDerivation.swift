import Crypto
import CryptoExtras
import Foundation
import Synchronization

/// scrypt, and how often it ran.
final class KeyDerivation: Sendable {
    /// For who does not count.
    static let shared = KeyDerivation()

    private let performed = Atomic<Int>(0)

    /// Derivations so far.
    var count: Int { performed.load(ordering: .relaxed) }

    /// Takes the time and memory that `parameters` say, on this thread.
    ///
    /// - Parameter password: Not empty: the library under this traps on an empty one.
    func derive(
        from password: [UInt8], salt: [UInt8], octets: Int, parameters: ScryptParameters
    ) throws -> SymmetricKey {
        performed.add(1, ordering: .relaxed)
        return try KDF.Scrypt.deriveKey(
            from: password, salt: salt, outputByteCount: octets, rounds: parameters.cost,
            blockSize: parameters.blockSize,
            parallelism: parameters.parallelism)
    }
}
