import Models

/// Estimates how many different values a set has from its 64 registers: HyperLogLog (Flajolet et al., AofA 2007) with
/// linear counting below 160.
///
/// The registers of a union are the element-wise maxima. Standard error 1.04/√64 = 13 % for large sets,
/// some 6 % for sets of 10 to 40, exact for the first few.
struct DistinctEstimate {
    private var zeros = 64
    /// What the registers beyond 0 add to the harmonic sum, times 2⁵⁷: whole numbers add up the same in any order.
    private var sum: UInt64 = 0

    /// Takes in the greatest rank of a register; those that are not told are 0.
    @inline(__always)
    mutating func add(rank: UInt64) {
        guard rank > 0 else { return }
        zeros -= 1
        sum += (1 << 57) >> rank
    }

    /// The estimated number of different values.
    var value: Double {
        if zeros == 64 { return 0 }
        let harmonic = Double(zeros) + Double(sum) / 0x1p57
        let raw = 0.709 * 64 * 64 / harmonic
        return raw <= 160 && zeros > 0 ? -64 * Self.logarithms[zeros] : raw
    }

    /// ln(z/64) for z = 0…64.
    private static let logarithms: InlineArray<65, Double> = InlineArray { zeros in
        zeros > 0 ? naturalLogarithm(Double(zeros) / 64) : 0
    }
}
