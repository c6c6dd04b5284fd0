import Kubernetes
import Testing

@Suite struct QuantityTests {
    static let exact: [(String, Int64, Int64)] = [
        ("0", 0, 0), ("250m", 250, 1), ("1", 1_000, 1), ("0.5", 500, 1), (".5", 500, 1), ("1.", 1_000, 1),
        ("1e3", 1_000_000, 1_000), ("1E3", 1_000_000, 1_000), ("1e-3", 1, 1), ("1E+2", 100_000, 100),
        ("100u", 1, 1), ("100n", 1, 1), ("-100n", -1, -1), ("-1.5", -1_500, -2), ("+3", 3_000, 3),
        ("128974848", 128_974_848_000, 128_974_848), ("1.5Gi", 1_610_612_736_000, 1_610_612_736),
        ("1Ki", 1_024_000, 1_024), ("129e6", 129_000_000_000, 129_000_000), ("123Mi", 128_974_848_000, 128_974_848),
        ("1k", 1_000_000, 1_000), ("2M", 2_000_000_000, 2_000_000), ("1G", 1_000_000_000_000, 1_000_000_000),
        ("1T", 1_000_000_000_000_000, 1_000_000_000_000), ("0.1Ki", 102_400, 103), ("0.0000000001", 1, 1),
        ("1P", 1_000_000_000_000_000_000, 1_000_000_000_000_000), ("007", 7_000, 7), ("1e-2000000000", 1, 1),
        ("0e2000000000", 0, 0), ("12345678901234567890.5e-15", 12_345_679, 12_346),
    ]

    @Test(arguments: exact) func parses(text: String, millis: Int64, value: Int64) throws {
        let quantity = try #require(Quantity(text))
        #expect(quantity.millis == millis)
        #expect(quantity.value == value)
    }

    static let large: [(String, Int64)] = [
        ("1E", 1_000_000_000_000_000_000), ("1Ei", 1 << 60), ("7Ei", 7 << 60), ("8Ei", Int64.max), ("1000E", .max),
        ("9223372036854775807", .max), ("9223372036854775808", .max), ("-9223372036854775808", -Int64.max),
        ("1e2000000000", .max), ("-1e99", -Int64.max), ("99999999999999999999999999999999999999999999", .max),
        ("1Pi", 1 << 50), ("1Ti", 1 << 40), ("0.99999999999999999999Ei", 1 << 60),
    ]

    @Test(arguments: large) func saturates(text: String, value: Int64) throws {
        #expect(try #require(Quantity(text)).value == value)
    }

    @Test(arguments: [
        "", " ", "m", ".", "-", "+", "1 ", " 1", "1.2.3", "1mm", "1K", "1ki", "1KI", "1e", "1e1.5", "0x10", "1e3Ki",
        "--1",
        "1,5", "NaN", "inf", "1e99999999999", "１", "1Mi1", "1e+", "1i", "é",
    ]) func refuses(text: String) { #expect(Quantity(text) == nil) }

    /// n millionths, whatever the notation.
    @Test func notationsAgree() throws {
        var seed: UInt64 = 7
        for _ in 0..<2_000 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let number = Int64(seed >> 28)
            let micros = try #require(Quantity("\(number)u"))
            #expect(micros == Quantity("\(number)e-6"))
            #expect(micros == Quantity("\(number)000n"))
            #expect(Quantity("\(number)Ki") == Quantity("\(number * 1_024)"))
            #expect(micros.millis == (number + 999) / 1_000)
            #expect(try #require(Quantity("-\(number)u")).millis == -micros.millis)
        }
    }

    /// Never a trap.
    @Test func everyShortTextIsTaken() {
        let letters = Array("019.-+eEmKi")
        for a in letters {
            for b in letters { for c in letters { for d in letters { _ = Quantity(String([a, b, c, d])) } } }
        }
    }
}
