/// Writes little-endian words, for `StateReader`.
package struct StateWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func put(_ byte: UInt8) { bytes.append(byte) }

    package mutating func put(_ word: UInt64) {
        for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> (8 * shift))) }
    }

    /// Bytes behind their number.
    package mutating func put(_ part: [UInt8]) {
        put(UInt64(part.count))
        bytes += part
    }
}
