import Packets
import Testing

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        "text",
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"),
            (1_767_225_607_000_000_000, "2026-01-01T00:00:07.000000Z"),
            (951_782_400_000_000_000, "2000-02-29T00:00:00.000000Z"),
            (951_868_799_999_999_999, "2000-02-29T23:59:59.999999Z"),
            (1_709_251_199_123_456_789, "2024-02-29T23:59:59.123456Z"),
            (-62_135_596_800_000_000, "1968-01-12T20:06:43.200000Z"),
            (.max, "2262-04-11T23:47:16.854775Z"), (.min, "1677-09-21T00:12:43.145224Z"),
        ] as [(Int64, String)])
    func text(_ nanoseconds: Int64, _ text: String) {
        #expect(Timestamp(nanoseconds: nanoseconds).description == text)
    }

    @Test("seconds and fraction saturate")
    func seconds() {
        #expect(Timestamp(seconds: 7, nanoseconds: 5).nanoseconds == 7_000_000_005)
        #expect(Timestamp(seconds: .max).nanoseconds == .max)
        #expect(Timestamp(seconds: .min).nanoseconds == .min)
        #expect(Timestamp(seconds: 9_223_372_036, nanoseconds: 999_999_999).nanoseconds == .max)
    }

    @Test("arithmetic saturates")
    func arithmetic() {
        let now = Timestamp(seconds: 10)
        #expect(now.advanced(bySeconds: -3) == Timestamp(seconds: 7))
        #expect(now.advanced(byNanoseconds: 1).nanoseconds(since: now) == 1)
        #expect(now.advanced(bySeconds: .max).nanoseconds == .max)
        #expect(Timestamp(nanoseconds: -5).advanced(bySeconds: .min).nanoseconds == .min)
        #expect(Timestamp(nanoseconds: .max).nanoseconds(since: Timestamp(nanoseconds: -1)) == .max)
        #expect(Timestamp(nanoseconds: .min).nanoseconds(since: Timestamp(nanoseconds: 1)) == .min)
        #expect(now < now.advanced(byNanoseconds: 1))
    }
}
