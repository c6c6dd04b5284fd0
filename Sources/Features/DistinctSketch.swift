/// Estimates how many different values were seen, in 64 bytes: HyperLogLog (Flajolet et al., AofA 2007) with 64 registers
/// and linear counting below 160.
///
/// Mergeable: the union of two sketches is their element-wise maximum. Standard error 1.04/√64 = 13 % for large sets,
/// some 6 % for sets of 10 to 40, exact for the first few.
public struct DistinctSketch: BitwiseCopyable, Sendable {
    private var registers = SIMD64<UInt8>()

    public init() {}

    /// Takes in a value by 64 well-mixed bits of it. O(1).
    public mutating func insert(_ hash: UInt64) {
        let place = Int(hash & 63)
        let rank = UInt8(truncatingIfNeeded: ((hash >> 6) | 1 << 58).trailingZeroBitCount + 1)
        if registers[place] < rank { registers[place] = rank }
    }

    /// Becomes the sketch of both sets.
    public mutating func formUnion(_ other: DistinctSketch) {
        registers = pointwiseMax(registers, other.registers)
    }

    public var isEmpty: Bool { registers == SIMD64() }

    /// The estimated number of different values.
    public var estimate: Double {
        var zeros = 0
        var sum = 0.0
        for place in 0..<64 {
            let register = registers[place]
            if register == 0 { zeros += 1 }
            sum += Double(sign: .plus, exponent: -Int(register), significand: 1)
        }
        let raw = 0.709 * 64 * 64 / sum
        return raw <= 160 && zeros > 0 ? -64 * Self.logarithms[zeros] : raw
    }

    /// ln(z/64) for z = 0…64, by the series of 2·artanh; no library call needed, the same on every machine.
    private static let logarithms: [Double] = (0...64).map { zeros in
        guard zeros > 0 else { return 0 }
        return naturalLogarithm(Double(zeros) / 64)
    }
}

/// The natural logarithm of a positive, finite number to full double precision, without a library, so that the same
/// capture gives the same bytes on every machine.
func naturalLogarithm(_ value: Double) -> Double {
    let exponent = value.significand > 1.414_213_562_373_095_1 ? value.exponent + 1 : value.exponent
    let mantissa = value / Double(sign: .plus, exponent: exponent, significand: 1)
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
