/// A named number about an entity in a window. `Feature.all` is the one registry: rules, samples, API and docs use its names.
public struct Feature: Sendable {
    /// Place in `Feature.all`.
    public let index: Int
    /// How it is computed: at hand, because values are asked for more often than names.
    let kind: FeatureDefinition.Kind

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

    init(index: Int) {
        self.index = index
        kind = Self.definitions[index].kind
    }

    /// Whether it counts packets with one defect or oddity.
    public var isDefect: Bool {
        if case .defect(let place) = kind { place != DefectCounter.dhcpAddresses } else { false }
    }

    /// Whether it is of the window that it is asked for over; what is not is remembered as long as the entity is.
    public var isOfWindow: Bool {
        switch kind {
        case .derived(.beats), .derived(.beatInterval), .derived(.beatDeviation), .derived(.beatSurprise): false
        case .derived(.loginStreak), .derived(.loginStreakSeconds), .derived(.provenLoginStreak): false
        case .derived(.serviceProbes), .derived(.shortServiceProbes): false
        default: true
        }
    }

    /// Whether it counts different things.
    public var isDistinct: Bool {
        if case .distinct = kind { true } else { false }
    }

    /// Whether amounts of it over windows that do not overlap add up.
    public var isAdditive: Bool {
        switch kind {
        case .counter, .octets, .defect, .derived(.incompleteHandshakes), .derived(.oneWayUDP): true
        case .derived(.unaddressedPackets): true
        case .distinct, .ratio, .octetRatio, .derived: false
        }
    }

    /// The feature of that name; nil where there is none.
    public init?(named name: String) {
        guard let feature = Self.byName[name] else { return nil }
        self = feature
    }
}

extension Feature: Hashable {
    public static func == (left: Feature, right: Feature) -> Bool { left.index == right.index }

    public func hash(into hasher: inout Hasher) { hasher.combine(index) }
}

/// How a feature is computed, and what is said of it.
struct FeatureDefinition: Sendable {
    enum Kind: Sendable, BitwiseCopyable {
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
enum DerivedFeature: Sendable, BitwiseCopyable {
    case unsuccessfulShare, repelledShare, incompleteShare, rareTypeShare, responseShare, packetSizeEntropy
    case portEntropy, probesPerPort, incompleteHandshakes
    case synsPerPort, distinctNameShare, labelEntropy, echoOctets, beatInterval, beatDeviation, beatSurprise, beats
    case oneWayUDP, loginStreak, loginStreakSeconds, provenLoginStreak
    case answersPerRequest, forwardOctetsPerPacket, unaddressedPackets
    case serviceProbes, shortServiceProbes
}
