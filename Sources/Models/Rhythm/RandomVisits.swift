/// What visits at random do: a Poisson process, whose intervals are exponential, at the rate that suits a suspicion best.
///
/// Chances are upper bounds over all rates, so the rate need not be known.
enum RandomVisits {
    /// The chance that an interval lies within a share `width` (0…1) of some period: the maximum over all rates of
    /// e^-(1-w)t − e^-(1+w)t. A series in w that is within 1 % of it.
    static func chance(within width: Double) -> Double {
        min(1, width * (0.7358 + 0.13 * width * width))
    }

    /// The same within that share of the period around any of its first four multiples; within 2 % up to a width of 0.3.
    static func chance(withinMultiples width: Double) -> Double { min(1, 1.34 * width) }

    /// The chance that of `total` independent events of a chance each, at least `least` happen; where that is `enough` or more,
    /// only that it is.
    static func tail(_ least: Int, of total: Int, chance: Double, enough: Double = 1) -> Double {
        if least <= 0 || chance >= 1 { return 1 }
        if least > total || chance <= 0 { return 0 }
        // Terms by recurrence from the least one on; C(total, least)·p^least·q^(total-least).
        let other = 1 - chance
        var term = 1.0
        for index in 0..<least { term *= chance * Double(total - index) / Double(index + 1) }
        for _ in least..<total { term *= other }
        if term >= enough { return term }
        var sum = term
        for index in least..<total {
            term *= chance / other * Double(total - index) / Double(index + 1)
            sum += term
        }
        return min(1, sum)
    }
}

extension RandomVisits {
    /// The logarithm to base 10 of a positive, finite number, without a library: the same on every machine.
    static func decimalLogarithm(_ value: Double) -> Double {
        let mantissa = value.significand
        let ratio = (mantissa - 1) / (mantissa + 1)
        let square = ratio * ratio
        var (term, sum, divisor) = (ratio, 0.0, 1.0)
        // The ratio is 1/3 at most, so what is left out is below 1e-11.
        while divisor < 20 {
            sum += term / divisor
            term *= square
            divisor += 2
        }
        return 0.434_294_481_903_251_8 * (2 * sum + Double(value.exponent) * 0.693_147_180_559_945_3)
    }
}
