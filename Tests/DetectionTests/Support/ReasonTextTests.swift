import Detection
import Testing

@Suite("numbers in reasons")
struct ReasonTextTests {
    @Test(
        "as a person reads them",
        arguments: [
            (212, "212"), (0.98, "0.98"), (12.34, "12.34"), (12.345, "12.35"), (123.45, "123.5"), (1520000, "1520000"),
            (1234.5, "1235"),
            (0, "0"), (-0.0, "0"), (0.0001, "0"), (999.96, "1000"), (-12.5, "-12.5"), (.leastNonzeroMagnitude, "0"),
        ])
    func number(_ value: Double, _ text: String) {
        #expect(ReasonText.number(value) == text)
    }

    @Test(
        "in the unit of the feature: counts are whole, octets have a prefix",
        arguments: [
            (2.4, "packets", "2"), (0.98, "share", "0.98"), (12.34, "ratio", "12.34"), (2.5, "bits", "2.5"),
            (999, "octets", "999"),
            (1_000, "octets", "1 kB"), (1_540_000, "octets", "1.5 MB"), (2.04e9, "octets", "2 GB"),
        ])
    func amount(_ value: Double, _ unit: String, _ text: String) {
        #expect(ReasonText.amount(value, unit) == text)
    }

    @Test("whatever the value, it does not trap", arguments: ["packets", "share", "octets", ""])
    func extremes(_ unit: String) {
        let values: [Double] = [
            .nan, .infinity, -.infinity, 1e300, -1e300, 9.3e18, -9.3e18, 1e18, .leastNonzeroMagnitude,
        ]
        for value in values { #expect(!ReasonText.number(value).isEmpty && !ReasonText.amount(value, unit).isEmpty) }
        #expect(ReasonText.number(1e300) == "9223372036854775807")
    }
}
