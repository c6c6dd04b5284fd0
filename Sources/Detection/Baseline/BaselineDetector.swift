import Features

/// An adaptive baseline per role of entity: no rule, no training step, constant memory.
///
/// Each watched feature of a role has a histogram on a logarithmic scale of what windows showed. How rare a value is, is
/// read off its tail; the two rarest features of a window add up to its raw score in bits; and a histogram of raw scores
/// turns that into the share of windows that score lower. From how many bits a window is an anomaly follows from the
/// number of false alarms that are wanted a day (`AnomalyCalibration`).
///
/// Nobody may teach it what is usual: medians and tails, not means; what a single host shows is not usual however often
/// it shows it; a window that a rule spoke against is not learnt, nor is one of a host that was never answered, whose
/// address may be forged. An old day fades, since all counts are halved once a million windows were learnt.
public struct BaselineDetector: Detector, Sendable {
    /// Windows of a role to learn before the baseline speaks of it.
    public static let warmUp = 1_000
    /// Score from which a window is rare enough to tell where the tail ends.
    package static let rareScore = 0.9
    /// False alarms a day that are wanted of a sensor, unless its operator says otherwise.
    public static let alarmsPerDay = 1.0
    /// Windows after which what is usual is told to rules.
    package static let usualAfter = 200
    /// Windows of a role after which its counts are halved.
    package static let fadeAfter = 1 << 20

    private static let span = WindowSpan.tenSeconds
    /// Windows overlap by half, so every fifth second is enough.
    private static let stride: Int64 = 5

    package static let watchedNames = [
        "new_flows", "distinct_peers", "distinct_destination_ports", "unsuccessful_flows", "forward_packets",
        "reverse_packets", "forward_octets", "reverse_octets", "udp_unanswered_packets", "icmp_echo_requests",
        "dns_questions", "arp_requests", "fragments",
    ]
    package static let watched = watchedNames.compactMap(Feature.init(named:))
    private static let rawScore = watchedNames.count

    /// The watched features: a copy at hand, since they are looked at for every entity.
    private let features = BaselineDetector.watched
    /// For each role a histogram of each watched feature and one of raw scores.
    var histograms: [LogHistogram]
    var learnt = InlineArray<4, Int>(repeating: 0)
    var calibration: AnomalyCalibration

    /// `alarmsPerDay` false alarms are wanted, 0.01…10,000.
    public init(alarmsPerDay: Double = BaselineDetector.alarmsPerDay) {
        calibration = AnomalyCalibration(alarmsPerDay: alarmsPerDay)
        precondition(BaselineCounts.histograms <= Observation.room, "more features are watched than have room")
        histograms = Array(repeating: LogHistogram(), count: EntityRole.allCases.count * BaselineCounts.histograms)
    }

    public func findings(in windows: borrowing EntityWindows, second: Int64) -> [Finding] {
        Self.looks(at: second) ? findings(in: windows, observation(windows)) : []
    }

    public mutating func learn(_ windows: borrowing EntityWindows, second: Int64) {
        guard Self.looks(at: second) else { return }
        var rounds = [ScoringRound()]
        note(windows, observation(windows), in: &rounds[0])
        conclude(&rounds, second: second, heap: 1)
    }

    /// Whether windows count at the end of this second.
    static func looks(at second: Int64) -> Bool { second % stride == 0 }

    /// Whether the windows may be an anomaly.
    @inline(__always)
    func isAnomaly(_ observation: Observation) -> Bool {
        guard learnt[observation.role] >= Self.warmUp, let least = calibration.threshold(observation.role) else {
            return false
        }
        return observation.bits > least
    }

    /// Notes what is to be learnt of windows that no rule spoke against.
    @inline(__always)
    func note(_ windows: borrowing EntityWindows, _ observation: Observation, in round: inout ScoringRound) {
        if learnt[observation.role] >= Self.warmUp, score(of: observation) >= Self.rareScore {
            let key = HostSet.hash(of: windows.entity)
            round.rare.append(ScoringRound.Rare(role: observation.role, key: key, bits: observation.bits))
        }
        if Self.isHonest(windows) { round.counts.add(observation) }
    }

    /// Whether the host was answered in the last ten minutes: who forges an address is not.
    private static func isHonest(_ windows: borrowing EntityWindows) -> Bool {
        windows.value(productive, over: .tenMinutes) > 0 || windows.entity.role == .domain
    }

    private static let productive = watchedFeature("productive_flows")

    private static func watchedFeature(_ name: String) -> Feature {
        guard let feature = Feature(named: name) else { preconditionFailure("\(name) is not registered") }
        return feature
    }

    /// Ends `second`: learns what the rounds brought, whatever their order.
    mutating func conclude(_ rounds: inout [ScoringRound], second: Int64, heap: Int = BaselineDetector.heap) {
        for place in rounds.indices {
            for rare in rounds[place].rare {
                calibration.note(rare.role, key: rare.key, bits: rare.bits, second: second)
            }
            rounds[place].rare.removeAll(keepingCapacity: true)
        }
        calibration.advance(to: second)
        learn(from: &rounds, heap: heap)
    }

    func findings(in windows: borrowing EntityWindows, _ observation: Observation) -> [Finding] {
        guard isAnomaly(observation) else { return [] }
        let reasons = rarest(observation).prefix(3).map { index in
            let feature = Self.watched[index]
            return (feature, expected: histograms[place(observation.role, index)].median)
        }
        var told: [Reason] = []
        for (feature, expected) in reasons {
            let observed = windows.value(feature, over: Self.span)
            told.append(Reason(feature: feature.name, observed: observed, expected: expected))
        }
        let share = calibration.wantedShare(observation.role, bits: observation.bits)
        return [
            Finding(
                kind: .anomaly, span: Self.span, score: score(of: observation),
                severity: share <= Self.farOut ? .medium : .low, rule: nil, attack: [], proofOfPath: false,
                reasons: told, response: Response(action: .none, subject: .entity), quiet: AnomalyCalibration.gap)
        ]
    }

    /// Of the wanted false alarms as few as this share are as rare: then it is worth a look today.
    private static let farOut = 1.0 / 32

    /// Windows that are learnt together at the least: taking in a heap costs as much as taking in one.
    package static let heap = 64

    /// Learns what windows showed, and forgets it there, once there is a heap of them. The order of the rounds does not matter.
    private mutating func learn(from rounds: inout [ScoringRound], heap: Int) {
        for role in 0..<learnt.count {
            let before = learnt[role]
            let waiting = rounds.reduce(0) { $0 + Int($1.counts.windows[role]) }
            guard waiting >= heap else { continue }
            for place in rounds.indices where rounds[place].counts.windows[role] > 0 {
                learn(rounds[place].counts, role)
                rounds[place].counts.clear(role)
            }
            fadeIfDue(role, before: before)
        }
    }

    private mutating func fadeIfDue(_ role: Int, before: Int) {
        guard before / Self.fadeAfter != learnt[role] / Self.fadeAfter else { return }
        for index in 0..<BaselineCounts.histograms { histograms[place(role, index)].fade() }
    }

    private mutating func learn(_ counts: borrowing BaselineCounts, _ role: Int) {
        learnt[role] += Int(counts.windows[role])
        for index in 0..<BaselineCounts.histograms {
            let zeros = counts.zeros(role, index)
            histograms[place(role, index)].add(
                upTo: counts.highest(role, index), counts: { $0 == 0 ? zeros : counts.count(role, index, $0) },
                hosts: { counts.shownBy(role, index, $0) })
        }
    }

    /// The share of learnt windows that score lower than this one: 0 ..< 1; 0 while nothing was learnt.
    package func score(of windows: borrowing EntityWindows) -> Double { score(of: observation(windows)) }

    func score(of observation: Observation) -> Double {
        histograms[place(observation.role, Self.rawScore)].shareBelow(class: observation[Self.rawScore])
    }

    /// The median of a feature for a role over `span`, once enough windows were learnt.
    package func usual(_ name: String, _ role: EntityRole, over span: WindowSpan) -> Double? {
        guard span == Self.span, learnt[Int(role.rawValue)] >= Self.usualAfter else { return nil }
        guard let index = Self.watchedNames.firstIndex(of: name) else { return nil }
        return histograms[place(Int(role.rawValue), index)].median
    }

    /// What the windows of an entity show.
    func observation(_ windows: borrowing EntityWindows) -> Observation {
        var observation = Observation(role: windows.role, host: HostSet(of: windows.entity))
        var first = 0.0
        var second = 0.0
        for index in 0..<features.count {
            let value = windows.value(features[index], over: Self.span)
            guard value > 0 else { continue }
            observation[index] = LogHistogram.index(of: value)
            let bits = histograms[place(observation.role, index)].rarity(ofClass: observation[index])
            if bits > first { (first, second) = (bits, first) } else if bits > second { second = bits }
        }
        observation.bits = first + second
        // In sixteenths of a bit.
        observation[Self.rawScore] = LogHistogram.index(of: (first + second) * 16)
        return observation
    }

    /// Places of the features, the rarest first.
    private func rarest(_ observation: Observation) -> [Int] {
        let bits = (0..<features.count).map {
            histograms[place(observation.role, $0)].rarity(ofClass: observation[$0])
        }
        return bits.indices.sorted { (bits[$1], $0) < (bits[$0], $1) }
    }

    @inline(__always)
    private func place(_ role: Int, _ index: Int) -> Int { role * BaselineCounts.histograms + index }
}

/// What one window shows to the baseline: for every watched feature, and last for its raw score, the class of the
/// histogram that it falls into.
struct Observation {
    static let room = 16
    let role: Int
    let host: HostSet
    /// The two rarest features together.
    fileprivate(set) var bits = 0.0
    fileprivate(set) var classes = InlineArray<16, UInt8>(repeating: 0)

    fileprivate init(role: Int, host: HostSet) { (self.role, self.host) = (role, host) }

    subscript(index: Int) -> Int {
        get { Int(classes[index]) }
        set { classes[index] = UInt8(truncatingIfNeeded: newValue) }
    }
}
