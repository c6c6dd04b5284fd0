import Packets

extension IPPrefix {
    /// The fewest blocks that cover the block without what any of `others` covers, in ascending order.
    ///
    /// Empty where they cover all of it. At most 32 (IPv4) or 128 (IPv6) blocks for each of `others`. Blocks of the other
    /// family take nothing away, also `::/0` from IPv4.
    public func subtracting(_ others: [IPPrefix]) -> [IPPrefix] {
        var gaps = AddressGaps(others.filter { $0.isIPv4 == isIPv4 }.map(AddressRange.init))
        var blocks: [IPPrefix] = []
        gaps.forEachRest(of: AddressRange(self)) { $0.forEachBlock(isIPv4: isIPv4) { blocks.append($0) } }
        return blocks
    }

    /// Whether the block is one of IPv4.
    var isIPv4: Bool { address.isIPv4 && mappedLength >= 96 }
}
