extension DNSMessage {
    /// The first question's name for reports, in the case of the wire; nil where there is no `question`. O(octets),
    /// allocates.
    ///
    /// Dots and backslashes within a label have a backslash before them, octets that do not print are `\DDD`
    /// in decimal (RFC 1035 §5.1), the root is `.`.
    public var name: String? {
        guard question != nil, let name = try? firstName() else { return nil }
        return name.text
    }

    private func firstName() throws(DNSError) -> DNSName? {
        try DNSName(octets, at: Self.headerLength)
    }
}

extension DNSName {
    /// The name as text.
    var text: String {
        var text = ""
        var position = 0
        while position < count {
            let next = position + 1 + Int(octets[position])
            if position > 0 { text += "." }
            for index in position + 1..<next {
                text += Self.escaped(octets[index])
            }
            position = next
        }
        return text.isEmpty ? "." : text
    }

    private static func escaped(_ octet: UInt8) -> String {
        switch octet {
        case UInt8(ascii: "."), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(octet))
        case 0x21...0x7E: String(UnicodeScalar(octet))
        default: "\\" + String(octet / 100) + String(octet / 10 % 10) + String(octet % 10)
        }
    }
}
