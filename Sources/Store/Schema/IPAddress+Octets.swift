import Foundation
import Packets

extension IPAddress {
    /// The sixteen octets in network order, as the database keeps them: blobs sort as the addresses do.
    var octets: Data {
        var data = Data(count: 16)
        var octets = data.mutableSpan
        for index in 0..<8 {
            let shift = UInt64(56 - 8 * index)
            octets[index] = UInt8(truncatingIfNeeded: high >> shift)
            octets[index + 8] = UInt8(truncatingIfNeeded: low >> shift)
        }
        return data
    }

    /// Nil for other than sixteen octets.
    init?(octets: Data) {
        let span = octets.span
        guard span.count == 16 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for index in 0..<8 {
            high = high << 8 | UInt64(span[index])
            low = low << 8 | UInt64(span[index + 8])
        }
        self.init(high: high, low: low)
    }
}

extension IPPrefix {
    /// Whether the block is one address.
    var isHost: Bool { mappedLength == 128 }

    /// The last address of the block.
    var last: IPAddress {
        let length = Int(mappedLength)
        return IPAddress(high: address.high | ~Self.mask(length), low: address.low | ~Self.mask(length - 64))
    }

    /// Whether all of `other` lies in the block.
    func contains(_ other: IPPrefix) -> Bool {
        mappedLength <= other.mappedLength && contains(other.address)
    }

    /// From what the database keeps; nil where it cannot be.
    init?(octets: Data, mappedLength: Int) {
        guard let address = IPAddress(octets: octets) else { return nil }
        self.init(address, length: address.isIPv4 ? mappedLength - 96 : mappedLength)
    }
}
