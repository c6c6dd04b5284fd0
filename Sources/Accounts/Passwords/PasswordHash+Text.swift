import Foundation

/// PHC string format, `$scrypt$ln=14,r=8,p=5$SALT$HASH`, with Base64 that is not padded.
/// <https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md>
extension PasswordHash {
    /// What is stored.
    public var text: String {
        let costs = "ln=\(parameters.logCost),r=\(parameters.blockSize),p=\(parameters.parallelism)"
        return "$scrypt$\(costs)$\(Self.encode(salt))$\(Self.encode(hash))"
    }

    /// Reads a stored text; nil for any other, and for parameters out of bounds.
    ///
    /// Salt of 8…64 octets, hash of 32…64. Everything in its one form: no spaces, signs or leading zeros.
    public init?(_ text: String) {
        guard text.utf8.count <= 256 else { return nil }
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
        let costs = parts[2].split(separator: ",", omittingEmptySubsequences: false)
        guard costs.count == 3, let logCost = Self.number(costs[0], "ln="), let blockSize = Self.number(costs[1], "r="),
            let parallelism = Self.number(costs[2], "p="),
            let parameters = ScryptParameters(checking: logCost, blockSize: blockSize, parallelism: parallelism),
            let salt = Self.decode(parts[3]), (8...64).contains(salt.count),
            let hash = Self.decode(parts[4]), (32...64).contains(hash.count)
        else { return nil }
        self.init(parameters: parameters, salt: salt, hash: hash)
    }

    private static func number(_ text: Substring, _ prefix: String) -> Int? {
        guard text.hasPrefix(prefix) else { return nil }
        let digits = text.dropFirst(prefix.count)
        guard let value = Int(digits), String(value) == digits else { return nil }
        return value
    }

    private static func encode(_ octets: [UInt8]) -> String {
        String(Data(octets).base64EncodedString().prefix { $0 != "=" })
    }

    private static func decode(_ text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let octets = Data(base64Encoded: text + padding), encode(Array(octets)) == text else { return nil }
        return Array(octets)
    }
}
