/// The generalised Pareto distribution: what excesses over a high level follow, whatever the scores' own distribution is
/// (Pickands 1975; Balkema and de Haan 1974).
package struct GeneralizedPareto: Sendable, Equatable {
    /// In the unit of the scores; positive.
    package var scale: Double
    /// Below 0 the tail ends, at 0 it is exponential, above 0 it is a power law of exponent 1 / shape.
    package var shape: Double

    /// Shapes that a fit can have: a tail that ends is hardly believed, and one without a mean not at all.
    package static let shapes = -0.5...1.0
    /// The fit is drawn to a shape of `expectedShape` as if by so many excesses more.
    private static let expectedExcesses = 10.0
    private static let expectedShape = 0.1
    /// Excesses beyond so many medians count as that: one monster says "far out", and not how far.
    private static let bound = 20.0
    private static let candidates = 32

    package init(scale: Double, shape: Double) {
        self.scale = scale
        self.shape = shape
    }

    /// The share of excesses greater than `excess`.
    package func share(beyond excess: Double) -> Double {
        guard excess > 0 else { return 1 }
        if abs(shape) < 1e-9 { return exponential(-excess / scale) }
        let base = 1 + shape * excess / scale
        return base > 0 ? exponential(-naturalLogarithm(min(base, 1e300)) / shape) : 0
    }

    /// The excess that the given share (0 < share ≤ 1) of excesses is greater than.
    package func excess(ofShare share: Double) -> Double {
        let logarithm = naturalLogarithm(share)
        return abs(shape) < 1e-9 ? -scale * logarithm : scale / shape * (exponential(-shape * logarithm) - 1)
    }
}

extension GeneralizedPareto {
    /// Fits weighted excesses, which must be in ascending order and not negative; nil where they are all alike.
    ///
    /// The estimate of Zhang and Stephens (Technometrics 2009): the mean of the profile likelihood over candidates for
    /// −shape/scale. It needs no start, always ends, and errs less on small heaps than Grimshaw's maximum.
    package init?(ascending excesses: [(excess: Double, weight: Double)]) {
        let total = excesses.reduce(0) { $0 + $1.weight }
        let squares = excesses.reduce(0) { $0 + $1.weight * $1.weight }
        guard total > 0, squares > 0 else { return nil }
        let median = Self.quantile(excesses, total / 2)
        let bound = Self.bound * median
        let greatest = min(excesses[excesses.count - 1].excess, bound)
        let quarter = max(Self.quantile(excesses, total / 4), greatest / 1e6)
        guard greatest > 0, greatest < 1e300 else { return nil }
        /// As many equal weights would say as much.
        let effective = total * total / squares

        // One logarithm of a product serves for many excesses of one weight.
        let alike = excesses.sorted { ($0.weight, $0.excess) < ($1.weight, $1.excess) }
        func shape(_ candidate: Double) -> Double {
            var (sum, product, shared) = (0.0, 1.0, 0.0)
            for (excess, weight) in alike {
                if weight != shared || !(1e-200...1e200).contains(product) {
                    sum += shared * naturalLogarithm(product)
                    (product, shared) = (1, weight)
                }
                product *= 1 - candidate * min(excess, bound)
            }
            return (sum + shared * naturalLogarithm(product)) / total
        }
        var likelihoods: [(candidate: Double, logarithm: Double)] = []
        for place in 1...Self.candidates {
            let root = (Double(Self.candidates) / (Double(place) - 0.5)).squareRoot()
            let candidate = 1 / greatest + (1 - root) / (3 * quarter)
            let profile = shape(candidate)
            guard candidate * profile < 0 else { continue }
            let logarithm = effective * (naturalLogarithm(-candidate / profile) - profile - 1)
            likelihoods.append((candidate, logarithm))
        }
        guard let best = likelihoods.map(\.logarithm).max() else { return nil }
        var (sum, weights) = (0.0, 0.0)
        for (candidate, logarithm) in likelihoods {
            let weight = exponential(logarithm - best)
            sum += weight * candidate
            weights += weight
        }
        let profile = shape(sum / weights)
        let drawn =
            (profile * effective + Self.expectedShape * Self.expectedExcesses) / (effective + Self.expectedExcesses)
        self.shape = min(max(drawn, Self.shapes.lowerBound), Self.shapes.upperBound)
        // The scale that keeps the median where it is seen: the body of the fit must not pay for the drawn shape.
        self.scale = Self.scale(ofShape: self.shape, median: max(median, greatest / 1e6))
    }

    private static func scale(ofShape shape: Double, median: Double) -> Double {
        median / GeneralizedPareto(scale: 1, shape: shape).excess(ofShare: 0.5)
    }

    private static func quantile(_ ascending: [(excess: Double, weight: Double)], _ weight: Double) -> Double {
        var sum = 0.0
        for (excess, share) in ascending {
            sum += share
            if sum >= weight { return excess }
        }
        return 0
    }
}
