import Foundation

/// A new password that keeps the rules. For a login there are none, see ``PasswordHasher/verify(_:against:)``.
///
/// 8 to 128 Unicode code points as OpaqueString (RFC 8265 §4.2) compares them: other spaces become U+0020, then NFC. No
/// control characters, and not the account's name in whatever case. There is no list of common passwords.
public struct Password: Sendable {
    /// The normal form, which is what is hashed.
    let text: String

    /// Code points in a password.
    public static let lengths = 8...128

    /// - Parameters:
    ///   - name: The account's, where it is known.
    ///   - field: What errors call the field, as `new_password`.
    public init(_ text: String, for name: UserName? = nil, field: String = "password") throws(CredentialError) {
        let expected = "\(Self.lengths.lowerBound) to \(Self.lengths.upperBound) characters"
        guard let normal = Self.normalize(text) else {
            throw CredentialError(field: field, expected: expected, found: "\(text.unicodeScalars.count)")
        }
        let length = normal.unicodeScalars.count
        guard Self.lengths.contains(length) else {
            throw CredentialError(field: field, expected: expected, found: "\(length)")
        }
        guard !normal.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw CredentialError(field: field, expected: "text", found: "control characters")
        }
        if let name, UserName.fold(normal) == name.key {
            throw CredentialError(field: field, expected: "a password other than the username", found: "the same")
        }
        self.text = normal
    }

    /// The form in which passwords are compared; nil for a text so long that it cannot be one.
    static func normalize(_ text: String) -> String? {
        guard text.utf8.count <= maximumOctets else { return nil }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            scalars.append(scalar.properties.generalCategory == .spaceSeparator ? " " : scalar)
        }
        return String(scalars).precomposedStringWithCanonicalMapping
    }

    /// Before normalising: NFC makes one code point of four at most, of four octets each at most.
    private static let maximumOctets = 4 * 4 * lengths.upperBound
}

extension Password: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the text.
    public var description: String { "Password(not shown)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
