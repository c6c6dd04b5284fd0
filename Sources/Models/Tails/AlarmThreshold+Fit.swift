extension AlarmThreshold {
    /// How a stretch's peaks and seconds weigh, the latest first: 1, and half as much after each half-life.
    private var weights: [Double] {
        let factor = exponential(-0.693_147_180_559_945_3 * Double(stretch) / Double(halfLife))
        var weights = [1.0]
        while weights.count < Self.stretches { weights.append(weights[weights.count - 1] * factor) }
        return weights
    }

    /// The tail as the held peaks show it; nil where they are too few. O(peaks · candidates of the fit).
    func fitted() -> Fit? {
        let seconds = observed
        guard seconds >= Self.fewestSeconds, Double(seconds) * alarmsPerDay >= Self.day * Self.fewestAlarms else {
            return nil
        }
        var exposure = 0.0
        var held: [(excess: Double, weight: Double)] = []
        var level = -Double.infinity
        for (block, weight) in zip(blocks.reversed(), weights) {
            exposure += weight * Double(block.seconds) / Self.day
            level = max(level, block.level)
            for peak in block.peaks { held.append((peak.score, weight)) }
        }
        guard exposure > 0 else { return nil }
        held.sort { $0.excess < $1.excess }
        // Where no peak was given up, the lowest is the level.
        if level == -.infinity, let lowest = held.first { level = lowest.excess }
        var above = held.filter { $0.excess > level }
        func rate() -> Double { above.reduce(0) { $0 + $1.weight } / exposure }
        // Nearer to the threshold the tail is more like its limit, as long as peaks suffice.
        while above.count >= 4 * Self.fewestPeaks, rate() >= 4 * alarmsPerDay {
            let middle = above[above.count / 2].excess
            let higher = above.filter { $0.excess > middle }
            guard higher.count >= Self.fewestPeaks else { break }
            level = middle
            above = higher
        }
        guard above.count >= Self.fewestPeaks else { return nil }
        guard let tail = tail(of: above, beyond: level) else { return nil }
        let rate = rate()
        // Fewer peaks than wanted alarms: then every peak above the level may be one.
        let threshold = rate > alarmsPerDay ? level + tail.excess(ofShare: alarmsPerDay / rate) : level
        return Fit(level: level, rate: rate, tail: tail, threshold: min(threshold, 1e300))
    }

    /// The tail of weighted peaks above a level, in ascending order.
    private func tail(of peaks: [(excess: Double, weight: Double)], beyond level: Double) -> GeneralizedPareto? {
        if !hasNews, let fit, fit.level == level { return fit.tail }
        return GeneralizedPareto(ascending: peaks.map { (excess: $0.excess - level, weight: $0.weight) })
    }
}
