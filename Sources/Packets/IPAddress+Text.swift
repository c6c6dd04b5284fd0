extension IPAddress {
    /// Appends the octets of `description`, without making a string: for lists of many addresses.
    public func appendText(to octets: inout [UInt8]) {
        guard !isIPv4 else {
            for index: UInt32 in 0..<4 {
                if index > 0 { octets.append(UInt8(ascii: ".")) }
                octets.appendDecimal(UInt64(v4Bits >> (24 - 8 * index) & 255))
            }
            return
        }
        let gap = longestZeroRun
        var index = 0
        while index < 8 {
            if index == gap.start {
                octets.append(UInt8(ascii: ":"))
                if gap.end == 8 { octets.append(UInt8(ascii: ":")) }
                index = gap.end
            } else {
                if index > 0 { octets.append(UInt8(ascii: ":")) }
                octets.appendHexadecimal(group(index))
                index += 1
            }
        }
    }

    /// The 16 bits of group 0…7.
    private func group(_ index: Int) -> UInt16 {
        UInt16(truncatingIfNeeded: (index < 4 ? high : low) >> UInt64(48 - 16 * (index & 3)))
    }

    /// The groups that `::` replaces: the longest run of two or more zero groups, the first of equals (RFC 5952 §4.2.3);
    /// `start` is -1 where there is none.
    private var longestZeroRun: (start: Int, end: Int) {
        var best = (start: -1, end: 0)
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, group(end) == 0 { end += 1 }
            if end - start > max(1, best.end - best.start) { best = (start, end) }
            start = max(end, start + 1)
        }
        return best
    }
}

extension IPPrefix {
    /// Whether the block is a single address.
    public var isSingleAddress: Bool { mappedLength == 128 }

    /// Appends CIDR notation, or the lone address where the block is one address and no mask is asked for.
    public func appendText(to octets: inout [UInt8], alwaysWithLength: Bool = false) {
        address.appendText(to: &octets)
        if isSingleAddress, !alwaysWithLength { return }
        octets.append(UInt8(ascii: "/"))
        octets.appendDecimal(UInt64(length))
    }
}

extension [UInt8] {
    /// Appends a number in decimal digits.
    public mutating func appendDecimal(_ number: UInt64) {
        var divisor: UInt64 = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }

    /// Appends lower-case hexadecimal digits without leading zeros.
    fileprivate mutating func appendHexadecimal(_ number: UInt16) {
        var shift: UInt16 = number > 0xFFF ? 12 : number > 0xFF ? 8 : number > 0xF ? 4 : 0
        while true {
            let digit = UInt8(number >> shift & 0xF)
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
            if shift == 0 { return }
            shift -= 4
        }
    }
}
