extension String {
    /// Appends the text as a JSON string (RFC 8259 §7).
    ///
    /// Written for every sample, where an encoder would take most of the time.
    mutating func appendJSON(_ text: String) {
        append("\"")
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
            append(text)
        } else {
            for scalar in text.unicodeScalars { appendEscaped(scalar) }
        }
        append("\"")
    }

    /// Appends the number; what JSON has no number for, as the text that `JSONText` reads.
    mutating func appendJSON(_ number: Double) {
        append(number.isFinite ? "\(number)" : "\"\(number.isNaN ? "nan" : number > 0 ? "inf" : "-inf")\"")
    }

    private mutating func appendEscaped(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x22: append("\\\"")
        case 0x5C: append("\\\\")
        case 0..<0x20: append("\\u00" + (scalar.value < 16 ? "0" : "") + Swift.String(scalar.value, radix: 16))
        default: unicodeScalars.append(scalar)
        }
    }
}
