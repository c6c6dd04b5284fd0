import Flows

/// A named number about an entity in a window. `Feature.all` is the one registry: rules, samples, API and docs use its names.
public struct Feature: Hashable, Sendable {
    /// Place in `Feature.all`.
    public let index: Int

    /// The name in rules and reasons.
    public var name: String { Self.definitions[index].name }
    /// What the number counts: `packets`, `octets`, `share`…
    public var unit: String { Self.definitions[index].unit }
    /// One sentence.
    public var meaning: String { Self.definitions[index].meaning }
    /// Where the definition comes from.
    public var source: String { Self.definitions[index].source }

    /// Every feature, in the order of the documentation.
    public static let all = definitions.indices.map { Feature(index: $0) }
    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    init(index: Int) { self.index = index }

    /// The feature of that name; nil where there is none.
    public init?(named name: String) {
        guard let feature = Self.byName[name] else { return nil }
        self = feature
    }

    /// The value over a span whose two halves these are.
    func value(_ current: WindowState, _ previous: WindowState, _ beats: BeatRing) -> Double {
        let sum = { (counter: Counter) in Double(current.counters[counter]) + Double(previous.counters[counter]) }
        let octets = { (counter: OctetCounter) in Double(current.counters[counter] &+ previous.counters[counter]) }
        return switch Self.definitions[index].kind {
        case .counter(let counter): sum(counter)
        case .octets(let counter): octets(counter)
        case .distinct(let sketch): Self.distinct(sketch, current, previous)
        case .ratio(let top, let bottom): Self.ratio(sum(top), sum(bottom))
        case .octetRatio(let top, let bottom): Self.ratio(octets(top), octets(bottom))
        case .defect(let place): Double(current.counters.defect(place)) + Double(previous.counters.defect(place))
        case .derived(let derived): derived.value(current, previous, beats)
        }
    }

    static func distinct(_ sketch: SketchKind, _ current: WindowState, _ previous: WindowState) -> Double {
        DistinctSketch.estimate(current.sketches[sketch.rawValue], previous.sketches[sketch.rawValue])
    }

    /// `top` by `bottom`; where there is nothing below, all of it counts as excess.
    static func ratio(_ top: Double, _ bottom: Double) -> Double { top / max(bottom, 1) }
}

/// How a feature is computed, and what is said of it.
struct FeatureDefinition: Sendable {
    enum Kind: Sendable {
        case counter(Counter)
        case octets(OctetCounter)
        case distinct(SketchKind)
        case ratio(Counter, Counter)
        case octetRatio(OctetCounter, OctetCounter)
        case derived(DerivedFeature)
        case defect(Int)
    }

    let name: String
    let unit: String
    let kind: Kind
    let meaning: String
    var source = "Weir"

    init(_ name: String, _ unit: String, _ kind: Kind, _ meaning: String, source: String = "Weir") {
        self.name = name
        self.unit = unit
        self.kind = kind
        self.meaning = meaning
        self.source = source
    }
}

/// Features that take more than a counter, a set or a quotient.
enum DerivedFeature: Sendable {
    case unsuccessfulShare, incompleteShare, rareTypeShare, responseShare, packetSizeEntropy, portEntropy,
        probesPerPort, incompleteHandshakes
    case synsPerPort, distinctNameShare, labelEntropy, echoOctets, beatInterval, beatDeviation, beats, oneWayUDP
    case answersPerRequest, forwardOctetsPerPacket

    func value(_ current: WindowState, _ previous: WindowState, _ beats: BeatRing) -> Double {
        let count = { (counter: Counter) in Double(current.counters[counter]) + Double(previous.counters[counter]) }
        let distinct = { (sketch: SketchKind) in Feature.distinct(sketch, current, previous) }
        return switch self {
        case .unsuccessfulShare:
            Feature.ratio(count(.unsuccessfulFlows), count(.unsuccessfulFlows) + count(.productiveFlows))
        case .incompleteShare:
            Feature.ratio(max(0, count(.synPackets) - count(.usedConnections)), count(.synPackets))
        case .rareTypeShare: Feature.ratio(count(.dnsRareTypes), count(.dnsQuestions))
        case .responseShare: Feature.ratio(count(.reversePackets), count(.forwardPackets) + count(.reversePackets))
        case .packetSizeEntropy: Self.entropy(current, previous, .sizeBuckets)
        case .portEntropy: Self.entropy(current, previous, .portBuckets)
        case .probesPerPort: Feature.ratio(count(.unsuccessfulFlows) - count(.udpUnsuccessful), distinct(.probedPorts))
        case .incompleteHandshakes: max(0, count(.synPackets) - count(.usedConnections))
        case .synsPerPort: Feature.ratio(count(.synPackets), distinct(.ports))
        case .distinctNameShare: Feature.ratio(distinct(.names), count(.dnsQuestions))
        case .labelEntropy: Feature.ratio(count(.dnsLabelCentibits), count(.dnsQuestions)) / 100
        case .echoOctets: Feature.ratio(count(.icmpEchoOctets), count(.icmpEchoRequests) + count(.icmpEchoReplies))
        case .beatInterval: beats.rhythm?.interval ?? 0
        case .beatDeviation: beats.rhythm?.deviation ?? 1
        case .beats: Double(beats.count)
        case .oneWayUDP: max(0, count(.udpForwardPackets) - 10 * count(.udpReversePackets))
        case .answersPerRequest: Feature.ratio(count(.icmpEchoReplies), count(.icmpEchoRequests))
        case .forwardOctetsPerPacket:
            Feature.ratio(
                Double(current.counters[OctetCounter.forward] &+ previous.counters[OctetCounter.forward]),
                count(.forwardPackets))
        }
    }

    /// Shannon entropy in bits of the eight buckets that begin with `first`: 0…3.
    private static func entropy(_ current: WindowState, _ previous: WindowState, _ first: Counter) -> Double {
        var total = 0.0
        let count = { (index: Int) in
            Double(current.counters.bucket(first, index)) + Double(previous.counters.bucket(first, index))
        }
        for index in 0..<Counter.buckets { total += count(index) }
        guard total > 0 else { return 0 }
        var bits = 0.0
        for index in 0..<Counter.buckets {
            let share = count(index) / total
            if share > 0 { bits -= share * naturalLogarithm(share) / 0.693_147_180_559_945_3 }
        }
        return bits
    }
}
