/// An address block: an address with its host bits cleared and a prefix length.
public struct IPPrefix: Hashable, Sendable, BitwiseCopyable {
    /// The first address of the block.
    public let address: IPAddress
    /// Bits that are fixed, counted in the IPv6 form: 0…128; an IPv4 block has 96…128.
    public let mappedLength: UInt8

    /// A block from an address of it and a length in the address's own family (0…32 or 0…128); nil beyond that.
    public init?(_ address: IPAddress, length: Int) {
        let longest = address.isIPv4 ? 32 : 128
        guard (0...longest).contains(length) else { return nil }
        let mapped = address.isIPv4 ? length + 96 : length
        mappedLength = UInt8(mapped)
        self.address = IPAddress(
            high: address.high & Self.mask(mapped), low: address.low & Self.mask(mapped - 64))
    }

    /// Reads `192.0.2.0/24`, `2001:db8::/32`, or a lone address; nil for anything else. Host bits are cleared.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(first) else { return nil }
        guard parts.count == 2 else {
            self.init(address, length: address.isIPv4 ? 32 : 128)
            return
        }
        guard parts[1].utf8.allSatisfy({ (48...57).contains($0) }), let length = Int(parts[1]) else { return nil }
        self.init(address, length: length)
    }

    /// The prefix length in the block's own family: 0…32 for IPv4, 0…128 for IPv6.
    public var length: Int { address.isIPv4 && mappedLength >= 96 ? Int(mappedLength) - 96 : Int(mappedLength) }

    /// Whether `candidate` lies in the block. A block of IPv6 holds no IPv4 address, `::/0` neither, though IPv4 is kept
    /// in a mapped form.
    @inlinable
    public func contains(_ candidate: IPAddress) -> Bool {
        let length = Int(mappedLength)
        if length < 96, candidate.isIPv4 { return false }
        return candidate.high & Self.mask(length) == address.high
            && candidate.low & Self.mask(length - 64) == address.low
    }

    /// A 64-bit mask with its first `bits` bits set; `bits` is clamped to 0…64.
    @inlinable
    public static func mask(_ bits: Int) -> UInt64 {
        bits <= 0 ? 0 : bits >= 64 ? .max : ~(.max >> UInt64(bits))
    }
}

extension IPPrefix: CustomStringConvertible {
    /// CIDR notation: `192.0.2.0/24`.
    public var description: String { "\(address)/\(length)" }
}
