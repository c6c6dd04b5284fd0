import Features

/// An adaptive baseline per role of entity: no rule, no training step, constant memory.
///
/// Each watched feature of a role has a histogram on a logarithmic scale of what windows showed. How rare a value is, is
/// read off its tail; the two rarest features of a window add up to its raw score in bits; and a histogram of raw scores
/// turns that into the share of windows that score lower. Robust: medians and tails, not means; a window that a rule spoke
/// against is not learnt; an old day fades, since all counts are halved once a million windows were learnt.
public struct BaselineDetector: Detector {
    /// Windows to learn before the baseline speaks: with fewer the score cannot reach `threshold`.
    public static let warmUp = 10_000
    /// Score from which a window is an anomaly.
    public static let threshold = 0.9999
    /// Windows after which what is usual is told to rules.
    static let usualAfter = 200

    private static let span = WindowSpan.tenSeconds
    /// Windows overlap by half, so every fifth second is enough.
    private static let stride: Int64 = 5

    static let watched: [Feature] = [
        "new_flows", "distinct_peers", "distinct_destination_ports", "unsuccessful_flows", "forward_packets",
        "reverse_packets", "forward_octets", "reverse_octets", "udp_unanswered_packets", "icmp_echo_requests",
        "dns_questions", "arp_requests", "fragments",
    ].compactMap(Feature.init(named:))

    private var roles = EntityRole.allCases.map { _ in RoleBaseline(features: BaselineDetector.watched.count) }

    public init() {}

    public func findings(in windows: EntityWindows, second: Int64) -> [Finding] {
        guard second % Self.stride == 0 else { return [] }
        let role = roles[Int(windows.entity.role.rawValue)]
        guard role.learnt >= Self.warmUp else { return [] }
        let values = Self.watched.map { windows.value($0, over: Self.span) }
        let score = role.score(of: role.bits(values))
        guard score >= Self.threshold, role.isBeyondAll(values) else { return [] }
        let rarest = role.rarest(values).prefix(3)
        let reasons = rarest.map { index in
            Reason(feature: Self.watched[index].name, observed: values[index], expected: role.median(index))
        }
        return [
            Finding(
                kind: .anomaly, span: Self.span, score: score, severity: .low, rule: nil, attack: [],
                proofOfPath: false,
                reasons: reasons, response: Response(action: .none, subject: .entity))
        ]
    }

    public mutating func learn(_ windows: EntityWindows, second: Int64) {
        guard second % Self.stride == 0 else { return }
        roles[Int(windows.entity.role.rawValue)].learn(Self.watched.map { windows.value($0, over: Self.span) })
    }

    /// The share of learnt windows that score lower than this one; 0 until enough were learnt.
    func score(of windows: EntityWindows) -> Double {
        let role = roles[Int(windows.entity.role.rawValue)]
        return role.score(of: role.bits(Self.watched.map { windows.value($0, over: Self.span) }))
    }

    /// The median of a feature for a role over `span`, once enough windows were learnt.
    func usual(_ name: String, _ role: EntityRole, over span: WindowSpan) -> Double? {
        let baseline = roles[Int(role.rawValue)]
        guard span == Self.span, baseline.learnt >= Self.usualAfter,
            let index = Self.watched.firstIndex(where: { $0.name == name })
        else { return nil }
        return baseline.median(index)
    }
}

/// What is usual for one role.
private struct RoleBaseline {
    private var features: [LogHistogram]
    private var scores = LogHistogram()
    private(set) var learnt = 0

    init(features count: Int) { features = Array(repeating: LogHistogram(), count: count) }

    mutating func learn(_ values: [Double]) {
        scores.add(bits(values) * 16)
        for index in values.indices { features[index].add(values[index]) }
        learnt += 1
        if learnt.isMultiple(of: 1 << 20) {
            scores.fade()
            for index in features.indices { features[index].fade() }
        }
    }

    /// Raw score: the rarity of the two rarest features, in bits.
    func bits(_ values: [Double]) -> Double {
        var first = 0.0
        var second = 0.0
        for index in values.indices {
            let bits = features[index].rarity(of: values[index])
            if bits > first { (first, second) = (bits, first) } else if bits > second { second = bits }
        }
        return first + second
    }

    func score(of bits: Double) -> Double { scores.shareBelow(bits * 16) }

    /// Whether some feature is at least four times the greatest learnt.
    func isBeyondAll(_ values: [Double]) -> Bool {
        values.indices.contains { features[$0].isFarBeyond(values[$0]) }
    }

    func rarest(_ values: [Double]) -> [Int] {
        let bits = values.indices.map { features[$0].rarity(of: values[$0]) }
        return values.indices.sorted { (bits[$1], $0) < (bits[$0], $1) }
    }

    func median(_ index: Int) -> Double { features[index].median }
}
