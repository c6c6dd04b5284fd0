/// Counts of non-negative numbers in 256 classes, four to each doubling of 1 + x: a quantile sketch that is at most 20 % of
/// 1 + x too low, in constant memory.
///
/// It is asked far oftener than it takes numbers in, and those come in heaps: what it keeps are sums.
package struct LogHistogram: Sendable {
    package static let classes = 256
    /// Numbers in the classes below that of the place; at the end all of them.
    private var below = [UInt32](repeating: 0, count: LogHistogram.classes + 1)
    private var greatest = 0

    package init() {}

    private var total: UInt32 { below[Self.classes] }

    /// Takes one number in; what is no number counts as 0. O(classes).
    package mutating func add(_ value: Double) {
        if total == .max { fade() }
        let index = Self.index(of: value)
        for place in index..<Self.classes { below[place + 1] += 1 }
        greatest = max(greatest, index)
    }

    /// Takes in so many numbers of each class. O(classes).
    mutating func add(counts: (Int) -> UInt32) {
        var sum: UInt32 = 0
        for index in 0..<Self.classes {
            let count = counts(index)
            sum &+= count
            below[index + 1] &+= sum
            if count > 0 { greatest = max(greatest, index) }
        }
    }

    /// −log₂ of the share of numbers at least as great. O(1).
    package func rarity(of value: Double) -> Double { rarity(ofClass: Self.index(of: value)) }

    func rarity(ofClass index: Int) -> Double {
        if index == 0 { return 0 }
        let above = total - below[index]
        return Self.log2((Double(total) + 1) / (Double(above) + 1))
    }

    /// The share of numbers in lower classes, counting the one that is asked about as a number too: 0 ..< 1. O(1).
    package func shareBelow(_ value: Double) -> Double { shareBelow(class: Self.index(of: value)) }

    func shareBelow(class index: Int) -> Double { Double(below[index]) / (Double(total) + 1) }

    /// At least four times the greatest number, give or take a class.
    package func isFarBeyond(_ value: Double) -> Bool { isFarBeyond(class: Self.index(of: value)) }

    func isFarBeyond(class index: Int) -> Bool { index >= greatest + 8 }

    /// The lower end of the class that the median lies in; 0 where there is none. O(log classes).
    package var median: Double {
        guard total > 0 else { return 0 }
        var place = 0
        var step = Self.classes / 2
        while step > 0 {
            if UInt64(below[place + step]) * 2 <= UInt64(total) { place += step }
            step /= 2
        }
        return Self.value(of: place)
    }

    /// Halves every count: what was seen once is forgotten, and with it how great it was. O(classes).
    package mutating func fade() {
        let old = self
        self = LogHistogram()
        add { (old.below[$0 + 1] - old.below[$0]) / 2 }
    }

    /// The class of a number; what is no number has that of 0.
    static func index(of value: Double) -> Int {
        // The order matters: `min` and `max` give their first argument back where the other is not a number.
        let shifted = 1 + max(0, min(value, 1e15))
        // Exponent and the first two bits of the significand, of a number from 1.
        return min(classes - 1, Int(shifted.bitPattern >> 50) - 1_023 * 4)
    }

    private static func value(of index: Int) -> Double {
        Double(sign: .plus, exponent: index / 4, significand: 1 + Double(index % 4) / 4) - 1
    }

    /// Piecewise linear in the significand, exact at powers of two; within 0.09 of log₂. For numbers from 1.
    private static func log2(_ value: Double) -> Double {
        let exponent = Int(value.bitPattern >> 52) - 1_023
        let significand = Double(bitPattern: value.bitPattern & 0x000F_FFFF_FFFF_FFFF | 1.0.bitPattern)
        return Double(exponent) + significand - 1
    }
}
