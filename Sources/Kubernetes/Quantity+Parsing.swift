extension Quantity {
    /// Parses `[+-] digits [. digits] [suffix]`; nil for anything else. Cost: O(n).
    ///
    /// Suffixes: `n u m k M G T P E`, `Ki Mi Gi Ti Pi Ei`, or an exponent such as `e3`, `E-2`.
    public init?(_ text: String) {
        let octets = Array(text.utf8)
        var index = 0
        var isNegative = false
        if index < octets.count, octets[index] == UInt8(ascii: "+") || octets[index] == UInt8(ascii: "-") {
            isNegative = octets[index] == UInt8(ascii: "-")
            index += 1
        }
        var digits: [UInt8] = []
        var point: Int?
        while index < octets.count {
            let octet = octets[index]
            if octet == UInt8(ascii: "."), point == nil {
                point = digits.count
            } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet) {
                digits.append(octet - UInt8(ascii: "0"))
            } else {
                break
            }
            index += 1
        }
        guard !digits.isEmpty, let scale = Scale(octets[index...]) else { return nil }
        let magnitude = Self.magnitude(digits: digits, point: point ?? digits.count, scale: scale)
        self.init(nanos: isNegative ? -magnitude : magnitude)
    }

    /// Billionths, rounded up, at most 2⁶³ whole ones. The point lies before `digits[point]`.
    private static func magnitude(digits: [UInt8], point: Int, scale: Scale) -> Int128 {
        let tooMuch = Int128(Int64.max) * 1_000_000_000
        guard digits.contains(where: { $0 != 0 }) else { return 0 }
        let point = point + scale.decimalExponent
        let first = digits.firstIndex { $0 != 0 } ?? 0
        // The first digit that counts stands so many places before the point.
        guard point - first <= 19 else { return tooMuch }
        func digit(_ place: Int) -> Int128 { digits.indices.contains(place) ? Int128(digits[place]) : 0 }
        var whole: Int128 = 0
        for place in stride(from: min(first, point), to: point, by: 1) { whole = whole * 10 + digit(place) }
        guard whole < Int128(1) << 63 else { return tooMuch }
        let places = scale.binaryExponent == 0 ? 9 : 20
        var fraction: UInt128 = 0
        for place in 0..<places { fraction = fraction * 10 + UInt128(digit(point + place)) }
        let isCut = digits.indices.contains { $0 >= point + places && digits[$0] != 0 }
        guard scale.binaryExponent > 0 else { return whole * 1_000_000_000 + Int128(fraction) + (isCut ? 1 : 0) }

        guard whole <= Int128(Int64.max) >> scale.binaryExponent else { return tooMuch }
        // Twenty places are 10²⁰, of which 10⁹ cancel against the billionths. At most 2⁶⁷ · 2⁶⁰.
        let (nanos, rest) = (fraction << UInt128(scale.binaryExponent)).quotientAndRemainder(
            dividingBy: 100_000_000_000)
        return (whole << scale.binaryExponent) * 1_000_000_000 + Int128(nanos) + (rest != 0 || isCut ? 1 : 0)
    }

    /// What a suffix multiplies by: 10 to the one, or 2 to the other.
    private struct Scale {
        var decimalExponent = 0
        var binaryExponent = 0

        init?(_ suffix: ArraySlice<UInt8>) {
            guard suffix.count <= 16 else { return nil }
            let text = String(decoding: suffix, as: UTF8.self)
            if let exponent = Self.decimals[text] {
                decimalExponent = exponent
            } else if let exponent = Self.binaries[text] {
                binaryExponent = exponent
            } else if text.hasPrefix("e") || text.hasPrefix("E"), let exponent = Int32(text.dropFirst()) {
                decimalExponent = Int(exponent)
            } else {
                return nil
            }
        }

        private static let decimals = [
            "": 0, "n": -9, "u": -6, "m": -3, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18,
        ]
        private static let binaries = ["Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60]
    }
}
