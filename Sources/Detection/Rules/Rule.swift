import Features

/// A rule: what must be true of an entity's window, and what it means. One file in `rules/` each; see `rules/README.md`.
public struct Rule: Sendable {
    /// The file's name without its ending.
    public var id: String
    public var description: String
    public var role: EntityRole
    /// The rule matches where one of these does.
    public var alternatives: [Alternative]
    public var kind: Kind
    public var severity: Severity
    public var attack: [String]
    public var references: [String]
    public var response: Response
    /// Conditions that must hold on proven evidence alone before the address may be blocked. Empty: never proven.
    public var proof: [Condition]
    /// Share of normal windows that lie below the thresholds: the score at the threshold itself, 0.5…0.9999999.
    public var normalShare: Double
    /// Seconds without a match after which the attack is over, 60…172,800; at least the span of the window that matched.
    public var closesAfter: Int64 = Finding.leastQuiet

    /// Conditions over one window that must all hold.
    public struct Alternative: Sendable {
        public var span: WindowSpan
        public var conditions: [Condition]
    }

    /// A bound on a feature.
    public struct Condition: Sendable {
        public var feature: Feature
        public var bound: Bound
        /// What is usual, for the reason, until the baseline knows better.
        public var usual: Double

        /// A closed bound in the feature's unit.
        public enum Bound: Sendable {
            case atLeast(Double)
            case atMost(Double)
        }

        func holds(for value: Double) -> Bool {
            switch bound {
            case .atLeast(let least): value >= least
            case .atMost(let most): value <= most
            }
        }

        /// How many times over the bound a value is; 1 at the bound, for upper bounds, and where one of what is counted is
        /// enough: that only asks whether there is any.
        func excess(of value: Double) -> Double {
            guard case .atLeast(let least) = bound, least > 0, least > 1 || !feature.isAdditive else { return 1 }
            return value / least
        }

        /// Whether it asks for so many of something, which may come tenfold; of more than one, since one is no amount.
        var isAmount: Bool {
            guard case .atLeast(let least) = bound, least > 1 else { return false }
            return feature.isAdditive || feature.isDistinct
        }

        /// Whether it can hold only where an address receives our answers: it bounds such a feature from below.
        var isProof: Bool {
            guard case .atLeast(let least) = bound, least >= 1 else { return false }
            return feature.name.hasPrefix("proven_") || Self.establishing.contains(feature.name)
        }

        /// Features without `proven_` in their names that only a completed TCP handshake counts.
        private static let establishing = ["established_connections"]

        /// The features of `isProof` in words.
        static let proofNames =
            (Feature.all.map(\.name).filter { $0.hasPrefix("proven_") } + establishing).joined(separator: ", ")
    }
}
