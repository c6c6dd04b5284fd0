extension DNSName {
    /// Shannon entropy in bits per octet, 0…8, of the lowercased labels before `end`, without dots; 0 where there are
    /// none.
    ///
    /// Lower case, because resolvers that mix the case of questions at random (draft-vixie-dnsext-dns0x20) would pass
    /// for coders.
    func entropy(before end: Int) -> Double {
        var counts = InlineArray<256, UInt8>(repeating: 0)
        var total = 0
        var sum = 0.0
        var position = 0
        while position < end {
            let next = position + 1 + Int(octets[position])
            for index in position + 1..<next {
                let octet = Int(octets[index].lowercasedASCII)
                let seen = Int(counts[octet])
                counts[octet] += 1
                sum += Self.weighted[seen + 1] - Self.weighted[seen]
                total += 1
            }
            position = next
        }
        guard total > 0 else { return 0 }
        // log2 n − (Σ c·log2 c)/n, which rounding must not make negative.
        return max(0, (Self.weighted[total] - sum) / Double(total))
    }

    /// n·log2 n for every count of octets that a name can hold.
    private static let weighted: [Double] = (0...maximumLength).map { Double($0) * binaryLogarithm($0) }

    /// The binary logarithm of a whole number, 0 for 0; own, so that there is no Foundation and every machine has the
    /// same bits.
    private static func binaryLogarithm(_ number: Int) -> Double {
        guard number > 0 else { return 0 }
        let value = Double(number)
        // ln m = 2·artanh((m−1)/(m+1)) with m in 1..<2: each term is at most a ninth of the one before.
        let ratio = (value.significand - 1) / (value.significand + 1)
        var power = ratio
        var sum = 0.0
        for term in 0..<17 {
            sum += power / Double(2 * term + 1)
            power *= ratio * ratio
        }
        return Double(value.exponent) + 2 * sum * 1.442_695_040_888_963_4
    }
}
