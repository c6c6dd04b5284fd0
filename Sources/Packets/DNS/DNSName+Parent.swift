extension DNSName {
    /// Where the name's parent domain begins in `octets`: at its last two labels, or three where those two are a suffix
    /// under which names are registered.
    ///
    /// A stand-in for the public suffix list (https://publicsuffix.org), which would be a dependency that ages:
    /// a country's domain of two letters below which stands one of `registryLabels`.
    var parentStart: Int {
        // The starts of the last three labels, the last first.
        var (last, second, third) = (0, 0, 0)
        var position = 0
        while position < count {
            (last, second, third) = (position, last, second)
            position += 1 + Int(octets[position])
        }
        let isSuffix = labelCount >= 3 && octets[last] == 2 && Self.registryLabels.contains(key(at: second))
        return labelCount <= 2 ? 0 : isSuffix ? third : second
    }

    /// Labels that registries of countries register under, as `key`s: co.uk, com.au, ne.jp, gob.mx…
    private static let registryLabels: [UInt32] = [
        "ac", "co", "com", "edu", "go", "gob", "gov", "ltd", "mil", "ne", "net", "nom", "or", "org",
    ].map { label in label.utf8.reduce(UInt32(label.utf8.count)) { $0 << 8 | UInt32($1) } }

    /// A label of up to three octets as one number, its length first; 0 for a longer one.
    private func key(at start: Int) -> UInt32 {
        let length = Int(octets[start])
        guard length <= 3 else { return 0 }
        var key = UInt32(length)
        for index in start + 1..<start + 1 + length {
            key = key << 8 | UInt32(octets[index].lowercasedASCII)
        }
        return key
    }

    /// Whether a parent domain with this hash is in-addr.arpa or ip6.arpa (RFC 1035 §3.5, RFC 3596 §2.5).
    static func isReverse(parentHash: UInt64) -> Bool { parentHash == inAddrARPA || parentHash == ip6ARPA }

    private static let inAddrARPA = hash(of: "\u{7}in-addr\u{4}arpa")
    private static let ip6ARPA = hash(of: "\u{3}ip6\u{4}arpa")
}

extension UInt8 {
    /// The octet with A…Z made a…z: DNS compares so (RFC 4343 §3).
    @inline(__always)
    var lowercasedASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
