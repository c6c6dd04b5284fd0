/// Reads little-endian words from bytes that anybody may have written: nil at their end and where a value cannot be.
package struct StateReader {
    private let bytes: [UInt8]
    private var place = 0

    package init(bytes: [UInt8]) { self.bytes = bytes }

    package var isAtEnd: Bool { place == bytes.count }

    package mutating func byte() -> UInt8? {
        guard place < bytes.count else { return nil }
        defer { place += 1 }
        return bytes[place]
    }

    package mutating func flag() -> Bool? {
        switch byte() {
        case 0: false
        case 1: true
        default: nil
        }
    }

    package mutating func word() -> UInt64? {
        guard bytes.count - place >= 8 else { return nil }
        defer { place += 8 }
        return (0..<8).reduce(0) { $0 | UInt64(bytes[place + $1]) << (8 * UInt64($1)) }
    }

    package mutating func integer() -> Int64? { word().map(Int64.init(bitPattern:)) }

    /// Bytes behind their number, at most `most` of them.
    package mutating func bytes(atMost most: Int) -> [UInt8]? {
        guard let count = word(), count <= UInt64(most), UInt64(bytes.count - place) >= count else { return nil }
        defer { place += Int(count) }
        return Array(bytes[place..<place + Int(count)])
    }

    /// A finite number.
    package mutating func number() -> Double? {
        word().map(Double.init(bitPattern:)).flatMap { $0.isFinite ? $0 : nil }
    }

    /// A flag and a value, which counts only where the flag says so.
    package mutating func optional<Value>(_ read: (inout StateReader) -> Value?) -> Value?? {
        guard let has = flag(), let value = read(&self) else { return nil }
        return .some(has ? value : nil)
    }
}
