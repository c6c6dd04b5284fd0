extension IPAddress {
    /// Reads dotted decimal (four numbers, no leading zeros) or RFC 4291 §2.2 text; nil for anything else.
    public init?(_ text: some StringProtocol) {
        if let bits = Self.dottedDecimal(text) {
            self.init(v4: bits)
            return
        }
        guard let groups = Self.groups(of: text) else { return nil }
        let half = { (range: Range<Int>) in groups[range].reduce(UInt64(0)) { $0 << 16 | UInt64($1) } }
        self.init(high: half(0..<4), low: half(4..<8))
    }

    private static func dottedDecimal(_ text: some StringProtocol) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (48...57).contains($0) }),
                part.utf8.count == 1 || part.utf8.first != 48, let octet = UInt8(part)
            else { return nil }
            bits = bits << 8 | UInt32(octet)
        }
        return bits
    }

    private static func groups(of text: some StringProtocol) -> [UInt16]? {
        let halves = text.components(around: "::")
        guard halves.count <= 2 else { return nil }
        var parsed: [[UInt16]] = []
        for (index, half) in halves.enumerated() {
            guard let groups = run(half, mayEndInIPv4: index == halves.count - 1) else { return nil }
            parsed.append(groups)
        }
        if parsed.count == 1 { return parsed[0].count == 8 ? parsed[0] : nil }
        let missing = 8 - parsed[0].count - parsed[1].count
        return missing >= 1 ? parsed[0] + Array(repeating: 0, count: missing) + parsed[1] : nil
    }

    private static func run(_ text: Substring, mayEndInIPv4: Bool) -> [UInt16]? {
        if text.isEmpty { return [] }
        var groups: [UInt16] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if mayEndInIPv4, index == parts.count - 1, let bits = dottedDecimal(part) {
                groups += [UInt16(bits >> 16), UInt16(bits & 0xFFFF)]
            } else {
                guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(\.isHexDigit),
                    let group = UInt16(part, radix: 16)
                else { return nil }
                groups.append(group)
            }
        }
        return groups
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool {
        (48...57).contains(self) || (65...70).contains(self) || (97...102).contains(self)
    }
}

extension StringProtocol {
    /// The parts around each occurrence of the two-character `separator`.
    fileprivate func components(around separator: String) -> [Substring] {
        var parts: [Substring] = []
        var rest = Substring(self)
        while let index = rest.indices.first(where: { rest[$0...].hasPrefix(separator) }) {
            parts.append(rest[..<index])
            rest = rest[rest.index(index, offsetBy: separator.count)...]
        }
        return parts + [rest]
    }
}
