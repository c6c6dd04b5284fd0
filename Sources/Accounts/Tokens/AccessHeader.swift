import Foundation

/// A token's header (RFC 7515 §4.1), read before anything is believed of the token.
struct AccessHeader: Decodable {
    private let algorithm: String?
    private let type: String?
    private let hasCritical: Bool

    private enum CodingKeys: String, CodingKey {
        case algorithm = "alg"
        case type = "typ"
        case critical = "crit"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        algorithm = try container.decodeIfPresent(String.self, forKey: .algorithm)
        type = try container.decodeIfPresent(String.self, forKey: .type)
        hasCritical = container.contains(.critical)
    }

    /// HS256 in exactly these letters, and nothing that a reader would have to understand.
    func check() throws(TokenError) {
        guard let algorithm else { throw .missing("alg") }
        guard algorithm == "HS256" else { throw .algorithmNotAllowed }
        guard !hasCritical, type.map({ $0.uppercased() == "JWT" }) ?? true else { throw .malformed }
    }
}
