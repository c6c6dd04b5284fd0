/// Names, numbers and escapes of the text exposition format 0.0.4.
enum MetricText {
    /// A metric's name of `[a-zA-Z_:][a-zA-Z0-9_:]*`; whatever else is in it becomes `_`.
    static func metricName(_ name: String) -> String { sanitised(name) }

    /// A label's name of `[a-zA-Z_][a-zA-Z0-9_]*`; `le` is the histogram's own, and names in `__` are Prometheus's.
    static func labelName(_ name: String) -> String {
        let name = sanitised(name, alsoColon: false)
        return name == "le" || name.hasPrefix("__") ? "exported_" + name : name
    }

    private static func sanitised(_ name: String, alsoColon: Bool = true) -> String {
        let isLetter = { (octet: UInt8) in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(octet | 0x20) || octet == UInt8(ascii: "_")
                || alsoColon && octet == UInt8(ascii: ":")
        }
        let isDigit = { (octet: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet) }
        guard let first = name.utf8.first else { return "_" }
        if isLetter(first), name.utf8.allSatisfy({ isLetter($0) || isDigit($0) }) { return name }
        let rest = name.utf8.map { isLetter($0) || isDigit($0) ? $0 : UInt8(ascii: "_") }
        return (isDigit(first) ? "_" : "") + String(decoding: rest, as: UTF8.self)
    }

    /// `3`, `0.25`, `1e-07`, `NaN`, `+Inf`, `-Inf`.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if value == value.rounded(), value.magnitude < 0x1p53 { return String(Int64(value)) }
        return "\(value)"
    }
}

extension [UInt8] {
    mutating func append(text: String) { append(contentsOf: text.utf8) }

    /// Appends text with `\` and line feeds escaped, and quotes in values of labels.
    mutating func append(escaped text: String, alsoQuotes: Bool) {
        for octet in text.utf8 {
            switch octet {
            case UInt8(ascii: "\\"): append(text: "\\\\")
            case UInt8(ascii: "\n"): append(text: "\\n")
            case UInt8(ascii: "\"") where alsoQuotes: append(text: "\\\"")
            default: append(octet)
            }
        }
    }

    /// Appends a line `name{label="value",…} number`.
    mutating func append(metric name: String, _ labels: LabelSet, le: Double? = nil, _ value: String) {
        append(text: name)
        var separator = "{"
        for label in labels.labels {
            append(text: "\(separator)\(label.name)=\"")
            append(escaped: label.value, alsoQuotes: true)
            append(text: "\"")
            separator = ","
        }
        if let le {
            append(text: "\(separator)le=\"\(MetricText.number(le))\"")
            separator = ","
        }
        append(text: separator == "," ? "} \(value)\n" : " \(value)\n")
    }
}
