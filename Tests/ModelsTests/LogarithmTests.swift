import Foundation
import Models
import TestSupport
import Testing

@Suite("The natural logarithm")
struct LogarithmTests {
    private func agrees(_ value: Double) -> Bool {
        let (own, expected) = (naturalLogarithm(value), log(value))
        return abs(own - expected) <= 4 * expected.ulp || abs(own - expected) < 1e-16
    }

    @Test("is that of the C library to the last bits, from the smallest to the largest number")
    func random() {
        var random = SeededGenerator(seed: 1)
        for exponent in -1_022...1_023 {
            for _ in 0..<20 {
                let value =
                    Double.random(in: 1..<2, using: &random) * Double(sign: .plus, exponent: exponent, significand: 1)
                #expect(agrees(value), "\(value)")
            }
        }
    }

    @Test(
        "holds at the edges",
        arguments: [
            1, 0.5, 2, 1.0.nextUp, 1.0.nextDown, 2.0.squareRoot(), 2.0.squareRoot().nextUp, 1 / 64.0, 63 / 64.0,
            Double.leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude,
        ])
    func edges(value: Double) { #expect(agrees(value)) }

    @Test("has an inverse that is that of the C library to the last bits")
    func inverse() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<20_000 {
            let power = Double.random(in: -699...699, using: &random)
            #expect(abs(exponential(power) - exp(power)) <= 4 * exp(power).ulp, "\(power)")
        }
        #expect(exponential(0) == 1)
        #expect(exponential(-1e300) == 0)
        #expect(exponential(1e300) == .infinity)
        #expect(exponential(.nan) == 0)
    }
}
