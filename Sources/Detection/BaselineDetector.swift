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
    package static let usualAfter = 200

    private static let span = WindowSpan.tenSeconds
    /// Windows overlap by half, so every fifth second is enough.
    private static let stride: Int64 = 5

    package static let watchedNames = [
        "new_flows", "distinct_peers", "distinct_destination_ports", "unsuccessful_flows", "forward_packets",
        "reverse_packets", "forward_octets", "reverse_octets", "udp_unanswered_packets", "icmp_echo_requests",
        "dns_questions", "arp_requests", "fragments",
    ]
    package static let watched = watchedNames.compactMap(Feature.init(named:))

    private var roles = EntityRole.allCases.map { _ in RoleBaseline(features: BaselineDetector.watched.count) }

    public init() {}

    public mutating func findings(in windows: EntityWindows, second: Int64) -> [Finding] {
        observe(windows, second: second).map { findings(in: $0) } ?? []
    }

    public mutating func learn(_ windows: EntityWindows, second: Int64) {
        if let observation = observe(windows, second: second) { learn(observation) }
    }

    /// What an entity's window shows; nil in the seconds in between.
    func observe(_ windows: EntityWindows, second: Int64) -> Observation? {
        second % Self.stride == 0 ? observation(windows) : nil
    }

    func findings(in observation: Observation) -> [Finding] {
        let role = roles[observation.role]
        guard role.learnt >= Self.warmUp else { return [] }
        let score = role.score(of: observation.bits)
        guard score >= Self.threshold, role.isBeyondAll(observation.values) else { return [] }
        let reasons = role.rarest(observation.values).prefix(3).map { index in
            Reason(feature: Self.watched[index].name, observed: observation.values[index], expected: role.median(index))
        }
        return [
            Finding(
                kind: .anomaly, span: Self.span, score: score, severity: .low, rule: nil, attack: [],
                proofOfPath: false,
                reasons: reasons, response: Response(action: .none, subject: .entity))
        ]
    }

    mutating func learn(_ observation: Observation) { roles[observation.role].learn(observation) }

    /// The share of learnt windows that score lower than this one: 0 ..< 1; 0 while nothing was learnt.
    package func score(of windows: EntityWindows) -> Double {
        let observation = observation(windows)
        return roles[observation.role].score(of: observation.bits)
    }

    /// The median of a feature for a role over `span`, once enough windows were learnt.
    package func usual(_ name: String, _ role: EntityRole, over span: WindowSpan) -> Double? {
        guard span == Self.span else { return nil }
        let baseline = roles[Int(role.rawValue)]
        guard baseline.learnt >= Self.usualAfter, let index = Self.watchedNames.firstIndex(of: name) else { return nil }
        return baseline.median(index)
    }

    private func observation(_ windows: EntityWindows) -> Observation {
        let role = Int(windows.entity.role.rawValue)
        var values = Values(repeating: 0)
        for (index, feature) in Self.watched.enumerated() { values[index] = windows.value(feature, over: Self.span) }
        return Observation(role: role, values: values, bits: roles[role].bits(values))
    }
}

/// Values of the watched features in their order; the rest are 0.
private typealias Values = InlineArray<16, Double>

/// What one window shows to the baseline.
struct Observation {
    fileprivate var role: Int
    fileprivate var values: Values
    /// Raw score.
    fileprivate var bits: Double
}

/// What is usual for one role.
private struct RoleBaseline {
    private var features: [LogHistogram]
    private var scores = LogHistogram()
    private(set) var learnt = 0

    init(features count: Int) {
        precondition(count <= Values.count, "more features are watched than a window's values have room for")
        features = Array(repeating: LogHistogram(), count: count)
    }

    mutating func learn(_ observation: Observation) {
        scores.add(observation.bits * 16)
        for index in features.indices { features[index].add(observation.values[index]) }
        learnt += 1
        if learnt.isMultiple(of: 1 << 20) {
            scores.fade()
            for index in features.indices { features[index].fade() }
        }
    }

    /// Raw score: the rarity of the two rarest features, in bits.
    func bits(_ values: Values) -> Double {
        var first = 0.0
        var second = 0.0
        for index in features.indices {
            let bits = features[index].rarity(of: values[index])
            if bits > first { (first, second) = (bits, first) } else if bits > second { second = bits }
        }
        return first + second
    }

    func score(of bits: Double) -> Double { scores.shareBelow(bits * 16) }

    /// Whether some feature is at least four times the greatest learnt.
    func isBeyondAll(_ values: Values) -> Bool {
        features.indices.contains { features[$0].isFarBeyond(values[$0]) }
    }

    /// Places of the features, the rarest first.
    func rarest(_ values: Values) -> [Int] {
        let bits = features.indices.map { features[$0].rarity(of: values[$0]) }
        return features.indices.sorted { (bits[$1], $0) < (bits[$0], $1) }
    }

    func median(_ index: Int) -> Double { features[index].median }
}
