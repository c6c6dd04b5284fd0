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
