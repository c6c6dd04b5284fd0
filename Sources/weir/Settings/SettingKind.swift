import Detection

/// What a setting's text may be and what becomes of it.
struct SettingKind<Value: Sendable>: Sendable {
    /// What stands for the value in help: `N`, `FILE`, `on|off`.
    var placeholder: String
    /// Completes "expected …".
    var expected: String
    /// Unit and range for the documentation; empty where any text will do.
    var range: String
    /// The value of a text, or what is wrong with the text.
    var parse: @Sendable (String) throws(SettingFault) -> Value
    /// The text of a value, which `parse` takes.
    var text: @Sendable (Value) -> String

    /// A kind whose texts `read` takes or leaves.
    init(
        _ placeholder: String, expected: String, range: String = "",
        read: @escaping @Sendable (String) -> Value?, text: @escaping @Sendable (Value) -> String
    ) {
        self.placeholder = placeholder
        self.expected = expected
        self.range = range
        self.text = text
        parse = { (given) throws(SettingFault) in
            if let value = read(given) { return value }
            throw SettingFault("expected \(expected), not \(SettingFault.quoted(given))")
        }
    }
}

/// What is wrong with a value.
struct SettingFault: Error, Equatable {
    var message: String

    init(_ message: String) { self.message = message }

    /// What was given, in quotes and not longer than a line.
    static func quoted(_ text: String) -> String {
        (text.count > 200 ? text.prefix(200) + "…" : text).debugDescription
    }
}

extension SettingKind where Value == Int {
    /// A whole number; `unit` is a plural, or empty.
    static func whole(_ range: ClosedRange<Int>, _ unit: String = "") -> Self {
        let bounds = "\(range.lowerBound)…\(range.upperBound)"
        let ofUnit = unit.isEmpty ? "" : " of \(unit)"
        return Self(
            "N", expected: "a whole number\(ofUnit) from \(range.lowerBound) to \(range.upperBound)",
            range: unit.isEmpty ? bounds : "\(unit), \(bounds)",
            read: { text in
                // `Int` would take a sign, which nobody writes on purpose.
                guard text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text) else { return nil }
                return range.contains(number) ? number : nil
            },
            text: { String($0) })
    }
}

extension SettingKind where Value == Double {
    /// A decimal number.
    static func number(_ range: ClosedRange<Double>, _ unit: String = "") -> Self {
        let (least, most) = (ReasonText.number(range.lowerBound), ReasonText.number(range.upperBound))
        return Self(
            "NUMBER", expected: "a number\(unit.isEmpty ? "" : " of \(unit)") from \(least) to \(most)",
            range: "\(unit.isEmpty ? "" : unit + ", ")\(least)…\(most)",
            read: { text in
                // `Double` would take hexadecimal, too.
                guard text.utf8.count <= 30, text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }) else {
                    return nil
                }
                return Double(text).flatMap { range.contains($0) ? $0 : nil }
            },
            text: { ReasonText.number($0) })
    }
}

extension SettingKind where Value == Bool {
    /// A switch; `true` and `false`, `yes` and `no` mean the same.
    static let onOff = Self(
        "on|off", expected: "on or off",
        read: { text in
            switch text.lowercased() {
            case "on", "true", "yes": true
            case "off", "false", "no": false
            default: nil
            }
        },
        text: { $0 ? "on" : "off" })
}

extension SettingKind where Value: RawRepresentable<String> & CaseIterable {
    /// One of the cases; without a placeholder they stand in its place.
    static func choice(_ placeholder: String? = nil) -> Self {
        let names = Value.allCases.map(\.rawValue)
        let listed = names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
        return Self(
            placeholder ?? names.joined(separator: "|"), expected: listed,
            range: placeholder == nil ? "" : names.map { "`\($0)`" }.joined(separator: ", "),
            read: { Value(rawValue: $0) }, text: { $0.rawValue })
    }
}
