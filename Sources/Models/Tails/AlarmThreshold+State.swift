/// The threshold as bytes, little-endian, for a sensor's saved state: version, wanted rate, half-life, times, fit, stretches.
extension AlarmThreshold {
    private static let version: UInt8 = 1

    /// All that is needed to go on as if nothing had happened; at most 8.9 kB.
    public var encoded: [UInt8] {
        var bytes = [Self.version]
        func put(_ word: UInt64) {
            for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> (8 * shift))) }
        }
        func put(_ time: Int64?) {
            bytes.append(time == nil ? 0 : 1)
            put(UInt64(bitPattern: time ?? 0))
        }
        put(alarmsPerDay.bitPattern)
        put(UInt64(bitPattern: halfLife))
        put(now)
        put(fittedAt)
        bytes.append(fit == nil ? 0 : 1)
        if let fit {
            for number in [fit.level, fit.rate, fit.tail.scale, fit.tail.shape, fit.threshold] {
                put(number.bitPattern)
            }
        }
        bytes.append(UInt8(blocks.count))
        for block in blocks {
            put(UInt64(bitPattern: block.seconds))
            put(block.level.bitPattern)
            bytes.append(UInt8(block.peaks.count))
            for peak in block.peaks {
                put(peak.score.bitPattern)
                bytes.append(peak.key == nil ? 0 : 1)
                put(peak.key ?? 0)
            }
        }
        return bytes
    }

    /// What was encoded; nil where the bytes are no such state, whoever wrote them.
    public init?(decoding bytes: [UInt8]) {
        var reader = StateReader(bytes: bytes)
        guard reader.byte() == Self.version, let wanted = reader.number(), let halfLife = reader.integer() else {
            return nil
        }
        self.init(alarmsPerDay: wanted, halfLife: halfLife)
        guard self.alarmsPerDay == wanted, self.halfLife == halfLife else { return nil }
        guard let now = reader.optional({ $0.integer() }), let fittedAt = reader.optional({ $0.integer() }),
            let hasFit = reader.flag()
        else { return nil }
        (self.now, self.fittedAt) = (now, fittedAt)
        if hasFit {
            guard let fit = Self.fit(&reader) else { return nil }
            self.fit = fit
        }
        guard let count = reader.byte(), (1...Self.stretches).contains(Int(count)) else { return nil }
        blocks = []
        for _ in 0..<count {
            guard let block = PeakBlock(&reader), block.seconds <= stretch else { return nil }
            blocks.append(block)
        }
        // The latest stretch is never a full one.
        guard reader.isAtEnd, blocks[blocks.count - 1].seconds < stretch else { return nil }
    }

    private static func fit(_ reader: inout StateReader) -> Fit? {
        guard let level = reader.number(), let rate = reader.number(), let scale = reader.number(),
            let shape = reader.number(), let threshold = reader.number(),
            rate > 0, scale > 0, GeneralizedPareto.shapes.contains(shape)
        else { return nil }
        return Fit(
            level: level, rate: rate, tail: GeneralizedPareto(scale: scale, shape: shape), threshold: threshold)
    }
}

extension PeakBlock {
    fileprivate init?(_ reader: inout StateReader) {
        self.init()
        guard let seconds = reader.integer(), seconds >= 0, let level = reader.word().map(Double.init(bitPattern:)),
            level.isFinite || level == -.infinity, let count = reader.byte(), count <= Self.capacity
        else { return nil }
        (self.seconds, self.level) = (seconds, level)
        for _ in 0..<count {
            guard let score = reader.number(), abs(score) <= AlarmThreshold.greatest,
                let key = reader.optional({ $0.word() })
            else { return nil }
            peaks.append(Peak(score: score, key: key))
        }
    }
}
