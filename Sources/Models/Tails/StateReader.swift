/// Reads little-endian words from bytes that anybody may have written: nil at their end and where a value cannot be.
struct StateReader {
    private let bytes: [UInt8]
    private var place = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    mutating func byte() -> UInt8? {
        guard place < bytes.count else { return nil }
        defer { place += 1 }
        return bytes[place]
    }

    mutating func flag() -> Bool? {
        switch byte() {
        case 0: false
        case 1: true
        default: nil
        }
    }

    mutating func word() -> UInt64? {
        guard bytes.count - place >= 8 else { return nil }
        defer { place += 8 }
        return (0..<8).reduce(0) { $0 | UInt64(bytes[place + $1]) << (8 * UInt64($1)) }
    }

    mutating func integer() -> Int64? { word().map(Int64.init(bitPattern:)) }

    /// A finite number.
    mutating func number() -> Double? {
        word().map(Double.init(bitPattern:)).flatMap { $0.isFinite ? $0 : nil }
    }

    /// A flag and a value, which counts only where the flag says so.
    mutating func optional<Value>(_ read: (inout StateReader) -> Value?) -> Value?? {
        guard let has = flag(), let value = read(&self) else { return nil }
        return .some(has ? value : nil)
    }
}
