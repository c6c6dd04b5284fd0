/// Counts of non-negative numbers in 256 classes, four to each doubling of 1 + x: a quantile sketch that is at most 20 % of
/// 1 + x too low, in constant memory.
///
/// It is asked far oftener than it takes numbers in, and those come in heaps: what it keeps are sums.
package struct LogHistogram: Sendable {
    package static let classes = 256
    /// Numbers in the classes below that of the place; at the end all of them.
    private var below = [UInt32](repeating: 0, count: LogHistogram.classes + 1)
    /// Who showed the numbers of a class or of a greater one, since the counts were last halved and before.
    private(set) var shownBy = [HostSet](repeating: HostSet(), count: LogHistogram.classes)
    private(set) var shownBefore = [HostSet](repeating: HostSet(), count: LogHistogram.classes)
    /// The greatest class that is usual: see `rarity`.
    private var greatest = 0

    package init() {}

    /// One as it was saved: the numbers of each class, and who showed them or greater ones.
    init(counts: [UInt32], shownBy: [HostSet], before: [HostSet]) {
        (self.shownBy, shownBefore) = (shownBy, before)
        for index in 0..<Self.classes { below[index + 1] = below[index] &+ counts[index] }
        findGreatest()
    }

    /// Numbers in a class.
    func count(_ index: Int) -> UInt32 { below[index + 1] &- below[index] }

    private var total: UInt32 { below[Self.classes] }

    /// Takes one number in, shown by a host; what is no number counts as 0. O(classes).
    package mutating func add(_ value: Double, shownBy host: HostSet = HostSet(places: 1)) {
        if total == .max { fade() }
        let index = Self.index(of: value)
        add(counts: { $0 == index ? 1 : 0 }, hosts: { $0 == index ? host : HostSet() })
    }

    /// Takes in so many numbers of each class up to the highest that has any, shown by these hosts. O(classes).
    mutating func add(
        upTo highest: Int = LogHistogram.classes - 1, counts: (Int) -> UInt32, hosts: (Int) -> HostSet
    ) {
        var sum: UInt32 = 0
        for index in 0...highest {
            sum &+= counts(index)
            below[index + 1] &+= sum
        }
        for index in highest + 1..<Self.classes { below[index + 1] &+= sum }
        var shown = HostSet()
        for index in stride(from: highest, through: 0, by: -1) {
            shown.formUnion(hosts(index))
            shownBy[index].formUnion(shown)
        }
        findGreatest()
    }

    /// −log₂ of the share of numbers at least as great. O(1).
    ///
    /// However often one host shows a number, it is not usual until others do: beyond the greatest class that enough
    /// hosts showed nothing counts as seen, and each doubling is a bit rarer, as in a tail that falls as 1/x.
    package func rarity(of value: Double) -> Double { rarity(ofClass: Self.index(of: value)) }

    func rarity(ofClass index: Int) -> Double {
        if index == 0 { return 0 }
        let all = Double(total) + 1
        if index > greatest { return Self.log2(all) + Double(index - greatest) / 4 }
        return Self.log2(all / (Double(total - below[index]) + 1))
    }

    /// The greatest class that was shown by three different hosts, or by two or one where there are hardly more.
    private mutating func findGreatest() {
        let hosts = shownBy[0].union(shownBefore[0]).count
        let enough = hosts >= 5 ? 3 : hosts >= 3 ? 2 : 1
        // The greater the class, the fewer have shown it or a greater one.
        var (least, beyond) = (0, Self.classes)
        while least < beyond {
            let middle = (least + beyond) / 2
            if shownBy[middle].union(shownBefore[middle]).count >= enough {
                least = middle + 1
            } else {
                beyond = middle
            }
        }
        greatest = max(0, least - 1)
    }

    /// The share of numbers in lower classes, counting the one that is asked about as a number too: 0 ..< 1. O(1).
    package func shareBelow(_ value: Double) -> Double { shareBelow(class: Self.index(of: value)) }

    func shareBelow(class index: Int) -> Double { Double(below[index]) / (Double(total) + 1) }

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

    /// Halves every count: what was seen once is forgotten, and after the second time who showed it. O(classes).
    package mutating func fade() {
        let old = self
        self = LogHistogram()
        shownBefore = old.shownBy
        add(counts: { (old.below[$0 + 1] - old.below[$0]) / 2 }, hosts: { _ in HostSet() })
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
