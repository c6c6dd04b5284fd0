/// One JSON object on one line, with its keys in the order in which they are added (RFC 8259).
struct JSONLine {
    private var text = "{"

    /// The object with its closing brace.
    var closed: String { text + "}" }

    mutating func add(_ key: String, _ value: String?) { add(key, raw: value.map(Self.quoted) ?? "null") }
    mutating func add(_ key: String, _ value: UInt64) { add(key, raw: String(value)) }
    mutating func add(_ key: String, _ value: Int) { add(key, raw: String(value)) }
    mutating func add(_ key: String, _ value: Bool) { add(key, raw: value ? "true" : "false") }
    mutating func add(_ key: String, _ values: [String]) {
        add(key, raw: "[" + values.map(Self.quoted).joined(separator: ",") + "]")
    }

    /// A number with at most `places` decimals; JSON has no NaN or infinity, which become null.
    mutating func add(_ key: String, _ value: Double?, places: Int = 4) {
        add(key, raw: value.map { Self.number($0, places: places) } ?? "null")
    }

    /// A value that is JSON already.
    mutating func add(_ key: String, raw: String) {
        if text.utf8.count > 1 { text += "," }
        text += Self.quoted(key) + ":" + raw
    }

    static func number(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return "null" }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let rounded = value.magnitude < 1e12 ? (value * scale).rounded() / scale : value
        if rounded == rounded.rounded(), rounded.magnitude < 9e15 { return String(Int64(rounded)) }
        return "\(rounded)"
    }

    static func quoted(_ text: String) -> String {
        // What nearly every text is: nothing in it is to be replaced.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            return "\"" + text + "\""
        }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
