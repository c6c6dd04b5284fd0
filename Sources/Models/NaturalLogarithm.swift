/// The natural logarithm of a positive, finite number to full double precision, without a library, so that the same
/// capture gives the same bytes on every machine: 2·artanh((m − 1)/(m + 1)) + e·ln 2.
package func naturalLogarithm(_ value: Double) -> Double {
    let isLarge = value.significand > 1.414_213_562_373_095_1
    let exponent = isLarge ? value.exponent + 1 : value.exponent
    let mantissa = isLarge ? value.significand / 2 : value.significand
    let ratio = (mantissa - 1) / (mantissa + 1)
    let square = ratio * ratio
    var term = ratio
    var sum = 0.0
    var divisor = 1.0
    while divisor < 40 {
        sum += term / divisor
        term *= square
        divisor += 2
    }
    return 2 * sum + Double(exponent) * 0.693_147_180_559_945_3
}

/// e raised to `power`, within 4 units of the last place; 0 below −700, and +∞ above 700. What is no number gives 0.
package func exponential(_ power: Double) -> Double {
    guard power > -700 else { return 0 }
    guard power < 700 else { return .infinity }
    let doublings = (power * 1.442_695_040_888_963_4).rounded()
    // ln 2 in two parts, so that the difference keeps its last places.
    let rest = power - doublings * 0.693_147_180_369_123_8 - doublings * 1.908_214_929_270_587_7e-10
    var term = 1.0
    var sum = 1.0
    var divisor = 1.0
    while divisor < 16 {
        term *= rest / divisor
        sum += term
        divisor += 1
    }
    return sum * Double(sign: .plus, exponent: Int(doublings), significand: 1)
}
