/// Parses JSON (RFC 8259) strictly, in time linear in its length and in bounded depth, whoever sent it.
///
/// Foundation's decoder takes minutes of a thread for a body of 600 kB with lists in lists.
struct JSONReader {
    private let text: [UInt8]
    private var place = 0
    private var depth = 0

    /// Lists and objects within each other at most.
    static let maximumDepth = 32

    /// What is no JSON, in whichever way.
    struct Failure: Error {}

    /// The one value in `octets`.
    static func parse(_ octets: [UInt8]) throws(Failure) -> JSONValue {
        var reader = JSONReader(text: octets)
        let value = try reader.value()
        reader.skipSpace()
        guard reader.place == octets.count else { throw Failure() }
        return value
    }

    private init(text: [UInt8]) { self.text = text }

    private var next: UInt8? { place < text.count ? text[place] : nil }

    private mutating func skipSpace() {
        while let octet = next, octet == 0x20 || octet == 0x0A || octet == 0x0D || octet == 0x09 { place += 1 }
    }

    /// Whether this octet stood here, white space before it left out; then it is passed.
    private mutating func take(_ octet: Unicode.Scalar) -> Bool {
        skipSpace()
        guard next == UInt8(ascii: octet) else { return false }
        place += 1
        return true
    }

    private mutating func value() throws(Failure) -> JSONValue {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    /// Passes an opening bracket.
    private mutating func enter() throws(Failure) {
        guard depth < Self.maximumDepth else { throw Failure() }
        depth += 1
        place += 1
    }

    /// Of two members of one name the last counts.
    private mutating func object() throws(Failure) -> [String: JSONValue] {
        try enter()
        defer { depth -= 1 }
        var members: [String: JSONValue] = [:]
        if take("}") { return members }
        repeat {
            skipSpace()
            let name = try string()
            guard take(":") else { throw Failure() }
            members[name] = try value()
        } while take(",")
        guard take("}") else { throw Failure() }
        return members
    }

    private mutating func array() throws(Failure) -> [JSONValue] {
        try enter()
        defer { depth -= 1 }
        var items: [JSONValue] = []
        if take("]") { return items }
        repeat { items.append(try value()) } while take(",")
        guard take("]") else { throw Failure() }
        return items
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Failure) -> JSONValue {
        let octets = Array("\(word)".utf8)
        guard text[place...].starts(with: octets) else { throw Failure() }
        place += octets.count
        return value
    }

    /// Whole numbers of 64 bits stay whole.
    private mutating func number() throws(Failure) -> JSONValue {
        let start = place
        if next == UInt8(ascii: "-") { place += 1 }
        let whole = digits()
        guard whole > 0, whole == 1 || text[place - whole] != UInt8(ascii: "0") else { throw Failure() }
        var isWhole = true
        if next == UInt8(ascii: ".") {
            place += 1
            isWhole = false
            guard digits() > 0 else { throw Failure() }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            place += 1
            isWhole = false
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
            guard digits() > 0 else { throw Failure() }
        }
        // Longer ones say nothing that a Double could keep.
        guard place - start <= 400 else { throw Failure() }
        let literal = String(decoding: text[start..<place], as: UTF8.self)
        if isWhole, let number = Int64(literal) { return .integer(number) }
        guard let number = Double(literal), number.isFinite else { throw Failure() }
        if number == number.rounded(), let integer = Int64(exactly: number) { return .integer(integer) }
        return .number(number)
    }

    private mutating func digits() -> Int {
        let start = place
        while let octet = next, (48...57).contains(octet) { place += 1 }
        return place - start
    }
}

extension JSONReader {
    private mutating func string() throws(Failure) -> String {
        guard next == UInt8(ascii: "\"") else { throw Failure() }
        place += 1
        var octets: [UInt8] = []
        while let octet = next {
            place += 1
            switch octet {
            case UInt8(ascii: "\""):
                guard let string = String(validating: octets, as: UTF8.self) else { throw Failure() }
                return string
            case UInt8(ascii: "\\"): try escape(into: &octets)
            case 0..<0x20: throw Failure()
            default: octets.append(octet)
            }
        }
        throw Failure()
    }

    private mutating func escape(into octets: inout [UInt8]) throws(Failure) {
        guard let octet = next else { throw Failure() }
        place += 1
        switch octet {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): octets.append(octet)
        case UInt8(ascii: "b"): octets.append(0x08)
        case UInt8(ascii: "f"): octets.append(0x0C)
        case UInt8(ascii: "n"): octets.append(0x0A)
        case UInt8(ascii: "r"): octets.append(0x0D)
        case UInt8(ascii: "t"): octets.append(0x09)
        case UInt8(ascii: "u"): octets.append(contentsOf: try scalar().utf8)
        default: throw Failure()
        }
    }

    /// What follows `\u`; a surrogate needs its other half.
    private mutating func scalar() throws(Failure) -> String {
        var code = try hexadecimal()
        if (0xD800..<0xDC00).contains(code) {
            guard text[place...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else { throw Failure() }
            place += 2
            let low = try hexadecimal()
            guard (0xDC00..<0xE000).contains(low) else { throw Failure() }
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw Failure() }
        return String(Character(scalar))
    }

    private mutating func hexadecimal() throws(Failure) -> UInt32 {
        guard place + 4 <= text.count else { throw Failure() }
        var code: UInt32 = 0
        for octet in text[place..<place + 4] {
            guard let digit = Character(Unicode.Scalar(octet)).hexDigitValue, octet < 0x80 else { throw Failure() }
            code = code << 4 | UInt32(digit)
        }
        place += 4
        return code
    }
}
