import Foundation

/// The name of an account, as it is shown and as it is compared.
///
/// 1 to 64 Unicode code points after NFKC. Neither control, format, invisible, private nor unassigned characters, no white
/// space other than single spaces inside, no `/`, no combining mark at the start, and no mix of Latin, Greek and
/// Cyrillic letters, whose letters look alike. Names that are wholly of one script and look like another's are not told
/// apart.
public struct UserName: Sendable {
    /// The name as its owner wrote it, in NFKC.
    public let text: String
    /// The name with its case folded: two names with the same key are the same name. In NFKC.
    public let key: String

    /// Code points at most.
    public static let maximumLength = 64

    public init(_ text: String) throws(CredentialError) {
        // What is far too long is not worth normalising: no name of 64 code points takes more, composed or not.
        guard text.utf8.count <= 4096 else { throw Self.error(Self.lengths, "\(text.utf8.count) octets") }
        let normal = text.precomposedStringWithCompatibilityMapping
        let length = normal.unicodeScalars.count
        guard length > 0 else { throw Self.error(Self.lengths, "an empty text") }
        guard length <= Self.maximumLength else { throw Self.error(Self.lengths, "\(length)") }
        try Self.check(normal)
        self.text = normal
        key = Self.fold(normal)
    }

    static let lengths = "1 to \(maximumLength) characters"

    static func error(_ expected: String, _ found: String) -> CredentialError {
        CredentialError(field: "username", expected: expected, found: found)
    }

    /// The text in NFKC with its case folded, near to NFKC_Casefold (Unicode 16 §3.13).
    static func fold(_ text: String) -> String {
        // Upwards and down again: `ß` and `ẞ` become `ss`, `ς` becomes `σ`, `ı` becomes `i`.
        text.precomposedStringWithCompatibilityMapping.lowercased().uppercased().lowercased()
            .precomposedStringWithCompatibilityMapping
    }
}

extension UserName: Hashable, CustomStringConvertible {
    /// Equal keys are equal names.
    public static func == (one: UserName, other: UserName) -> Bool { one.key == other.key }
    public func hash(into hasher: inout Hasher) { hasher.combine(key) }
    public var description: String { text }
}
