import Features
import Packets

/// Says in words why a verdict was given: "tried 212 ports on 10.0.0.5 in 10 s; usual for such a host is 2".
public struct Explanation: Sendable {
    private let role: EntityRole
    private let peer: IPAddress?
    private let seconds: Int

    /// Of windows of `seconds` of an entity of this role; `peer` is a pair's destination.
    public init(role: EntityRole, peer: IPAddress?, windowSeconds: Int) {
        (self.role, self.peer, seconds) = (role, peer, windowSeconds)
    }

    public init(_ verdict: Verdict) {
        self.init(role: verdict.role, peer: verdict.peer, windowSeconds: verdict.windowSeconds)
    }

    public func sentence(_ reason: Reason) -> String {
        sentence(reason.feature, observed: reason.observed, expected: reason.expected)
    }

    /// The sentence on a feature; one that is not in the registry, as an older version's, is told by its name.
    public func sentence(_ feature: String, observed: Double, expected: Double) -> String {
        let known = Feature(named: feature)
        let unit = known?.unit ?? ""
        let usual = "usual for such \(Self.name(of: role)) is \(Self.amount(expected, unit))"
        guard let phrase = FeaturePhrase.of(feature) else {
            let name = feature.replacing("_", with: " ")
            return "\(name) \(Self.amount(observed, unit)) in \(seconds) s; \(usual)"
        }
        let words = role == .destination ? phrase.ofDestination : phrase.ofSource
        let target = role == .pair || role == .domain ? peer : nil
        var sentence = ""
        for character in words {
            switch character {
            case "#": sentence += Self.amount(observed, unit)
            case "@": sentence += target.map { " \(phrase.preposition) \($0)" } ?? ""
            default: sentence.append(character)
            }
        }
        return sentence + (known?.isOfWindow ?? true ? " in \(seconds) s" : "") + "; " + usual
    }

    private static func amount(_ value: Double, _ unit: String) -> String {
        switch unit {
        case "share": ReasonText.number(value * 100) + " %"
        case "octets" where value < 1_000: ReasonText.amount(value, unit) + " octets"
        case "seconds": ReasonText.number(value) + " s"
        case "bits": ReasonText.number(value) + " bits"
        default: ReasonText.amount(value, unit)
        }
    }

    private static func name(of role: EntityRole) -> String {
        switch role {
        case .source: "a host"
        case .destination: "a target"
        case .pair: "a pair of hosts"
        case .domain: "a domain"
        }
    }
}
