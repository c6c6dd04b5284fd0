import Packets

/// Reads dates and instants of RFC 3339 §5.6 without a calendar's guesses.
struct Instant {
    /// What an error says that it expected.
    static let expected = "a date (2026-01-31) or an RFC 3339 instant (2026-01-31T12:00:00Z) from 1970 to 2261"

    var time: Timestamp
    /// Whether only a day was given; `time` is its first moment in UTC.
    var isDate: Bool

    /// Nil for what is neither, and for what no calendar has.
    init?(_ text: String) {
        var reader = Reader(text: Array(text.utf8))
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let day = reader.number(2), (1970...2261).contains(year), (1...12).contains(month),
            (1...Self.days(year, month)).contains(day)
        else { return nil }
        let midnight = Self.daysSinceEpoch(year, month, day) * 86_400
        isDate = reader.isAtEnd
        if isDate {
            time = Timestamp(seconds: midnight)
            return
        }
        guard reader.skip("T") || reader.skip("t") || reader.skip(" "), let hour = reader.number(2), reader.skip(":"),
            let minute = reader.number(2), reader.skip(":"), let second = reader.number(2), hour < 24, minute < 60,
            second <= 60, let fraction = reader.fraction(), let offset = reader.offset(), reader.isAtEnd
        else { return nil }
        // A leap second is the last moment of its minute: no clock here counts it.
        let seconds = midnight + hour * 3_600 + minute * 60 + min(second, 59) - offset
        guard seconds >= 0 else { return nil }
        time = Timestamp(seconds: seconds, nanoseconds: second == 60 ? 999_999_999 : fraction)
    }

    private static func days(_ year: Int64, _ month: Int64) -> Int64 {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Int(month) - 1]
    }

    /// Howard Hinnant's `days_from_civil`, https://howardhinnant.github.io/date_algorithms.html, for years after 0.
    private static func daysSinceEpoch(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

private struct Reader {
    let text: [UInt8]
    var place = 0

    init(text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { place == text.count }

    /// Exactly so many digits.
    mutating func number(_ digits: Int) -> Int64? {
        guard place + digits <= text.count else { return nil }
        var value: Int64 = 0
        for octet in text[place..<place + digits] {
            guard (48...57).contains(octet) else { return nil }
            value = value * 10 + Int64(octet - 48)
        }
        place += digits
        return value
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard place < text.count, text[place] == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    /// Nanoseconds; 0 where there is no fraction. Digits beyond the ninth are left out.
    mutating func fraction() -> Int64? {
        guard skip(".") else { return 0 }
        var value: Int64 = 0
        var digits = 0
        while place < text.count, (48...57).contains(text[place]) {
            if digits < 9 { value = value * 10 + Int64(text[place] - 48) }
            digits += 1
            place += 1
        }
        guard digits > 0, digits <= 18 else { return nil }
        for _ in min(digits, 9)..<9 { value *= 10 }
        return value
    }

    /// Seconds east of UTC.
    mutating func offset() -> Int64? {
        if skip("Z") || skip("z") { return 0 }
        // A plus that was not percent-encoded comes out of a query as a space.
        let sign: Int64 = skip("+") || skip(" ") ? 1 : skip("-") ? -1 : 0
        guard sign != 0, let hours = number(2), skip(":"), let minutes = number(2), hours < 24, minutes < 60 else {
            return nil
        }
        return sign * (hours * 3_600 + minutes * 60)
    }
}
