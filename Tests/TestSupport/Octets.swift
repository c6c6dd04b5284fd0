extension Array<UInt8> {
    /// The octets of hexadecimal text, blanks and line ends ignored; a bug in a fixture traps.
    public init(hex: String) {
        let digits = hex.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        precondition(digits.count.isMultiple(of: 2), "odd number of hexadecimal digits")
        self = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    /// A number in network byte order.
    public init(bigEndian number: some FixedWidthInteger) {
        self = stride(from: number.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// The same with the octet at `offset` replaced.
    public func replacing(_ offset: Int, with octet: UInt8) -> [UInt8] {
        var octets = self
        octets[offset] = octet
        return octets
    }
}

/// A number's two octets in network byte order.
func two(_ number: some BinaryInteger) -> [UInt8] { [UInt8](bigEndian: UInt16(truncatingIfNeeded: number)) }
/// A number's four octets in network byte order.
func four(_ number: some BinaryInteger) -> [UInt8] { [UInt8](bigEndian: UInt32(truncatingIfNeeded: number)) }
