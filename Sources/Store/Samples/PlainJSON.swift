/// Reads the JSON that `VerdictSample` writes where it is plain: no escapes, no text for a number.
///
/// Read for every verdict, where a decoder would take most of the time. What is not plain is left to one.
struct PlainJSON {
    private let octets: [UInt8]
    private var place = 0

    init(_ text: String) {
        octets = Array(text.utf8)
    }

    /// An array of texts; nil where it is anything else.
    static func texts(_ text: String) -> [String]? {
        var json = PlainJSON(text)
        return json.array { $0.text() }
    }

    /// An array of reasons; nil where it is anything else.
    static func reasons(_ text: String) -> [SampleReason]? {
        var json = PlainJSON(text)
        return json.array { json in
            guard json.take(#"{"expected":"#), let expected = json.number(), json.take(#","feature":"#),
                let feature = json.text(), json.take(#","observed":"#), let observed = json.number(), json.take("}")
            else { return nil }
            return SampleReason(feature: feature, observed: observed, expected: expected)
        }
    }

    private mutating func array<Element>(_ element: (inout PlainJSON) -> Element?) -> [Element]? {
        var elements: [Element] = []
        guard take("[") else { return nil }
        if take("]") { return place == octets.count ? elements : nil }
        repeat {
            guard let next = element(&self) else { return nil }
            elements.append(next)
        } while take(",")
        return take("]") && place == octets.count ? elements : nil
    }

    /// Goes on behind the text where it is next.
    private mutating func take(_ text: String) -> Bool {
        let end = place + text.utf8.count
        guard end <= octets.count else { return false }
        for (index, octet) in text.utf8.enumerated() where octets[place + index] != octet { return false }
        place = end
        return true
    }

    private mutating func text() -> String? {
        guard take("\"") else { return nil }
        let start = place
        while place < octets.count, octets[place] != 0x22 {
            if octets[place] == 0x5C || octets[place] < 0x20 { return nil }
            place += 1
        }
        let text = String(decoding: octets[start..<place], as: UTF8.self)
        return take("\"") ? text : nil
    }

    private mutating func number() -> Double? {
        let start = place
        while place < octets.count, octets[place] != 0x2C, octets[place] != 0x7D { place += 1 }
        guard let first = octets[start..<place].first, first == 0x2D || (0x30...0x39).contains(first) else {
            return nil
        }
        return Double(String(decoding: octets[start..<place], as: UTF8.self))
    }
}
