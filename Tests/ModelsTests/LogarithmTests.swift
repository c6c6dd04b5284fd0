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
}
