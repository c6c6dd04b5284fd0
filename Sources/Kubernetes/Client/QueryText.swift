/// Writes queries of URLs.
enum QueryText {
    /// `?a=b&c=d`, with all but unreserved characters escaped (RFC 3986 §2.3); empty for no parameters.
    static func make(_ parameters: [(String, String)]) -> String {
        guard !parameters.isEmpty else { return "" }
        return "?" + parameters.map { escape($0.0) + "=" + escape($0.1) }.joined(separator: "&")
    }

    static func escape(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        var result = ""
        for octet in text.utf8 {
            switch octet {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(octet))
            default:
                result += "%" + String(digits[Int(octet >> 4)]) + String(digits[Int(octet & 15)])
            }
        }
        return result
    }
}
