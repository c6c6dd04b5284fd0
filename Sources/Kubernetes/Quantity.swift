/// An amount as Kubernetes writes it: `250m`, `1e3`, `1.5Gi`.
///
/// Exact to the billionth; finer ones are rounded away from zero, and what is beyond ±(2⁶³ - 1) is that, both as
/// Kubernetes does. Source: apimachinery `pkg/api/resource/quantity.go`.
public struct Quantity: Sendable, Hashable, Comparable, Decodable {
    /// Billionths.
    let nanos: Int128

    /// 2⁶³ - 1 whole ones.
    private static let limit = Int128(Int64.max) * 1_000_000_000

    init(nanos: Int128) { self.nanos = min(max(nanos, -Self.limit), Self.limit) }

    public static let zero = Quantity(nanos: 0)

    /// Whole ones, rounded away from zero.
    public var value: Int64 { rounded(to: 1_000_000_000) }
    /// Thousandths, rounded away from zero; at most `Int64.max`.
    public var millis: Int64 { rounded(to: 1_000_000) }

    private func rounded(to unit: Int128) -> Int64 {
        let (quotient, rest) = nanos.quotientAndRemainder(dividingBy: unit)
        return Int64(clamping: quotient + rest.signum())
    }

    public static func < (left: Quantity, right: Quantity) -> Bool { left.nanos < right.nanos }
    public static func + (left: Quantity, right: Quantity) -> Quantity { Quantity(nanos: left.nanos + right.nanos) }

    /// A string or a number of JSON.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text: String
        if let string = try? container.decode(String.self) {
            text = string
        } else if let number = try? container.decode(Int64.self) {
            text = String(number)
        } else {
            text = String(try container.decode(Double.self))
        }
        guard let quantity = Quantity(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a quantity of Kubernetes")
        }
        self = quantity
    }
}
