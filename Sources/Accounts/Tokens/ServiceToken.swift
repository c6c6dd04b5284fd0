import Crypto
import Foundation

/// Tokens of sensors and enforcers, which live until they are revoked and are stored only as a digest.
///
/// `weir_`, 43 random letters and digits (256 bits), and 6 of a checksum: 54 characters that scanners for leaked secrets find
/// by `weir_[0-9A-Za-z]{49}` and can tell from chance. The checksum is the first 32 bits of SHA-256 over what stands before it,
/// in base 62 (`0`–`9`, `A`–`Z`, `a`–`z`), most significant digit first, padded with `0`.
public enum ServiceToken {
    /// What each begins with.
    public static let prefix = "weir_"

    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    private static let randomCount = 43
    private static let checksumCount = 6

    /// A new token: the text to be shown once, and the digest to be stored.
    public static func make() -> (text: String, digest: Data) {
        var generator = SystemRandomNumberGenerator()
        let body =
            Array(prefix.utf8)
            + (0..<randomCount).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
        let octets = body + checksum(body)
        return (String(decoding: octets, as: UTF8.self), Data(SHA256.hash(data: octets)))
    }

    /// The SHA-256 by which a token is looked up; nil for what is no service token.
    ///
    /// A fast hash is enough: 256 random bits cannot be guessed. Looking up by digest tells nothing by its time, since
    /// nobody can choose a digest.
    public static func digest(of text: String) -> Data? {
        let octets = Array(text.utf8.prefix(prefix.utf8.count + randomCount + checksumCount + 1))
        guard octets.count == prefix.utf8.count + randomCount + checksumCount, octets.starts(with: prefix.utf8),
            octets.dropFirst(prefix.utf8.count).allSatisfy(alphabet.contains),
            checksum(octets.dropLast(checksumCount)) == octets.suffix(checksumCount)
        else { return nil }
        return Data(SHA256.hash(data: octets))
    }

    /// Whether a bearer token means to be a service token, well-formed or not.
    public static func isMeant(by text: String) -> Bool { text.hasPrefix(prefix) }

    private static func checksum(_ body: some Collection<UInt8>) -> [UInt8] {
        var value = SHA256.hash(data: Array(body)).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        var digits = [UInt8]()
        for _ in 0..<checksumCount {
            digits.append(alphabet[Int(value % 62)])
            value /= 62
        }
        return digits.reversed()
    }
}
