/// Numbers as a person reads them, without a locale.
public enum ReasonText {
    /// A number in the unit of its feature: what is counted has no decimals, octets have a prefix.
    public static func amount(_ value: Double, _ unit: String) -> String {
        guard value.isFinite else { return "\(value)" }
        switch unit {
        case "share", "ratio", "bits", "seconds": return number(value)
        case "octets":
            let scale: [(Double, String)] = [(1e9, " GB"), (1e6, " MB"), (1e3, " kB")]
            guard let (size, name) = scale.first(where: { value >= $0.0 }) else { return number(value.rounded()) }
            return number((value / size * 10).rounded() / 10) + name
        default: return number(value.rounded())
        }
    }

    /// Four significant digits at most: `212`, `0.98`, `12.3`, `1520000`.
    public static func number(_ value: Double) -> String {
        guard value.isFinite else { return "\(value)" }
        if value.magnitude >= 1_000 || value == value.rounded() { return String(Int64(clamping: value.rounded())) }
        let places = value.magnitude >= 100 ? 10.0 : value.magnitude >= 10 ? 100 : 1_000
        let rounded = (value * places).rounded() / places
        return rounded == rounded.rounded() ? String(Int64(rounded)) : "\(rounded)"
    }
}

extension Int64 {
    fileprivate init(clamping value: Double) {
        self = value >= 9.2e18 ? .max : value <= -9.2e18 ? .min : Int64(value)
    }
}
