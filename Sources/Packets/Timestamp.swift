/// An instant of packet time: nanoseconds since 1970-01-01T00:00:00Z, as a capture gives it.
///
/// Packet time is the only clock below the engine; nothing here reads the wall clock.
public struct Timestamp: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Nanoseconds since the Unix epoch; negative before it.
    public var nanoseconds: Int64

    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Whole seconds and a fraction, as pcap records carry them; saturates instead of overflowing.
    @inlinable
    public init(seconds: Int64, nanoseconds fraction: Int64 = 0) {
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carry) = whole.addingReportingOverflow(fraction)
        nanoseconds = overflow || carry ? (seconds < 0 ? .min : .max) : sum
    }

    @inlinable
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// Nanoseconds from `earlier` to this instant; saturates instead of overflowing.
    @inlinable
    public func nanoseconds(since earlier: Timestamp) -> Int64 {
        let (difference, overflow) = nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
        return overflow ? (nanoseconds < earlier.nanoseconds ? .min : .max) : difference
    }

    /// The instant `nanoseconds` later; saturates instead of overflowing.
    @inlinable
    public func advanced(byNanoseconds delta: Int64) -> Timestamp {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(delta)
        return Timestamp(nanoseconds: overflow ? (delta < 0 ? .min : .max) : sum)
    }

    /// The instant `seconds` later; saturates instead of overflowing.
    @inlinable
    public func advanced(bySeconds seconds: Int64) -> Timestamp {
        let (delta, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return advanced(byNanoseconds: overflow ? (seconds < 0 ? .min : .max) : delta)
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC with six digits of fraction: `2026-01-01T00:00:07.000000Z`.
    public var description: String {
        var octets: [UInt8] = []
        octets.reserveCapacity(27)
        appendText(to: &octets)
        return String(decoding: octets, as: UTF8.self)
    }

    /// Appends the octets of `description`, without making a string: for lists of many rows.
    public func appendText(to octets: inout [UInt8]) {
        var seconds = nanoseconds / 1_000_000_000
        var fraction = nanoseconds % 1_000_000_000
        if fraction < 0 {
            seconds -= 1
            fraction += 1_000_000_000
        }
        let day = seconds.flooredQuotient(by: 86_400)
        let date = CivilDate(daysSinceEpoch: day)
        let second = seconds - day * 86_400
        octets.append(date.year, digits: 4, before: "-")
        octets.append(date.month, digits: 2, before: "-")
        octets.append(date.day, digits: 2, before: "T")
        octets.append(second / 3_600, digits: 2, before: ":")
        octets.append(second / 60 % 60, digits: 2, before: ":")
        octets.append(second % 60, digits: 2, before: ".")
        octets.append(fraction / 1_000, digits: 6, before: "Z")
    }
}

/// A day of the proleptic Gregorian calendar.
private struct CivilDate {
    var year: Int64
    var month: Int64
    var day: Int64

    /// Howard Hinnant's `civil_from_days`, https://howardhinnant.github.io/date_algorithms.html.
    init(daysSinceEpoch days: Int64) {
        let shifted = days + 719_468
        let era = shifted.flooredQuotient(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }
}

extension Int64 {
    fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

extension [UInt8] {
    /// Appends a number of 0 or more in so many digits, zeros in front, and a sign behind it.
    fileprivate mutating func append(_ number: Int64, digits: Int, before sign: Unicode.Scalar) {
        var divisor: Int64 = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
        append(UInt8(ascii: sign))
    }
}
