import Features
import Packets

/// Decides what a verdict does to the blacklist: the rules of automatic blocking.
///
/// 1. No block without proof of path, unless the operator took that risk for the kind. 2. The allowlist wins.
/// 3. Blocks expire, and escalate for who comes back. 4. A budget of blocks a minute. 5. Observe mode only simulates.
/// Packet time is the only clock.
public struct BlacklistPolicy: Sendable {
    public struct Configuration: Sendable {
        public enum Mode: String, CaseIterable, Sendable {
            case enforce, observe
        }

        public var mode = Mode.enforce
        /// Addresses that are never listed, beyond `alwaysAllowed`.
        public var allowlist: [IPPrefix] = []
        /// Kinds that may block without proof of path. Default none.
        public var blockWithoutProof: Set<Kind> = []
        /// Automatic blocks at most in any sixty seconds, 0…65,536; beyond it they become `monitor`. Default 60.
        public var blocksPerMinute = 60

        public init() {}
    }

    /// Seconds of the first, second, third and every later block: 10 min, 1 h, 24 h, 7 d.
    package static let terms: [Int64] = [600, 3_600, 86_400, 604_800]
    /// Never a host that could be an attacker: unspecified, loopback, link-local, multicast, broadcast.
    package static let alwaysAllowed: [IPPrefix] = [
        "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "255.255.255.255/32", "::/128", "::1/128",
        "fe80::/10", "ff00::/8",
    ].compactMap { IPPrefix($0) }

    public let configuration: Configuration
    private var offenders = OffenderMemory()
    private var budget: BlockBudget
    /// Blocks that the budget turned into `monitor`.
    public private(set) var overBudget: UInt64 = 0
    /// Verdicts about addresses on the allowlist.
    public private(set) var allowed: UInt64 = 0

    public init(_ configuration: Configuration = Configuration()) {
        self.configuration = configuration
        budget = BlockBudget(limit: configuration.blocksPerMinute)
    }

    /// Addresses remembered at most.
    package static var capacity: Int { OffenderMemory.capacity }
    /// Addresses remembered now.
    package var remembered: Int { offenders.count }

    /// Takes up what a store remembers: so many blocks of an address so far, the latest of them until `expires`.
    public mutating func recall(_ address: IPAddress, blocks: Int, expires: Timestamp) {
        let offender = Offender(
            blocks: max(0, min(blocks, Self.mostBlocks)), blockedUntil: expires, action: .block, expires: expires)
        offenders.recall(offender, address)
    }

    /// Counting blocks ends here.
    private static let mostBlocks = 1_000_000

    /// The entry that the verdict makes; nil where it makes none or the address is listed already.
    public mutating func entry(for verdict: Verdict) -> BlacklistEntry? {
        guard let wanted = BlacklistEntry.Action(verdict.response.action) else { return nil }
        guard let address = verdict.response.subject == .peer ? verdict.peer : verdict.entity,
            let prefix = IPPrefix(address, length: address.isIPv4 ? 32 : 128)
        else { return nil }
        if isAllowed(address) {
            allowed += 1
            return nil
        }
        var remarks: [String] = []
        var action = wanted
        if action != .monitor, !Self.isProven(verdict), !configuration.blockWithoutProof.contains(verdict.kind) {
            action = .monitor
            remarks.append("no proof of path: the source may be forged")
        }
        let known = offenders.offender(address, at: verdict.time)
        if let known, known.expires > verdict.time, known.action.rank >= action.rank { return nil }
        if action == .block, !budget.spend(at: verdict.time) {
            action = .monitor
            overBudget += 1
            remarks.append("over the budget of \(configuration.blocksPerMinute) blocks a minute")
            if let known, known.expires > verdict.time { return nil }
        }
        let term = list(address, known, as: action, at: verdict.time)
        if action == .block, let known, known.blocks > 0 { remarks.append("block \(known.blocks + 1) of this address") }
        return BlacklistEntry(
            prefix: prefix, action: action, reason: Self.reason(verdict, remarks), origin: .auto, score: verdict.score,
            createdAt: verdict.time, expiresAt: verdict.time.advanced(bySeconds: term),
            simulated: configuration.mode == .observe)
    }

    /// Whether the allowlist holds the address.
    public func isAllowed(_ address: IPAddress) -> Bool {
        Self.alwaysAllowed.contains { $0.contains(address) }
            || configuration.allowlist.contains { $0.contains(address) }
    }

    /// Whether the address that would be listed provably receives our answers. A verdict's proof is of who opened the
    /// flows: it says nothing of the peer, nor of a destination.
    private static func isProven(_ verdict: Verdict) -> Bool {
        verdict.proofOfPath && verdict.response.subject == .entity && verdict.role != .destination
    }

    /// Remembers the entry and gives its term in seconds.
    private mutating func list(
        _ address: IPAddress, _ known: Offender?, as action: BlacklistEntry.Action, at time: Timestamp
    ) -> Int64 {
        let earlier = known?.blocks ?? 0
        let term = Self.terms[action == .block ? min(earlier, Self.terms.count - 1) : 0]
        let expires = time.advanced(bySeconds: term)
        var offender = Offender(blocks: earlier, action: action, expires: expires)
        if let known { offender.blockedUntil = known.blockedUntil }
        if action == .block {
            offender.blocks = min(earlier + 1, Self.mostBlocks)
            offender.blockedUntil = expires
        }
        offenders.remember(offender, address, at: time)
        return term
    }

    private static func reason(_ verdict: Verdict, _ remarks: [String]) -> String {
        // The other end than the one that is listed: of a peer, the entity.
        let other = verdict.response.subject == .peer ? verdict.entity : verdict.peer ?? .unspecified
        let against = other.isUnspecified ? "" : " against \(other)"
        let first = verdict.reasons.first.map { ": " + Explanation(verdict).sentence($0) } ?? ""
        return ([verdict.kind.rawValue + against + first] + remarks).joined(separator: "; ")
    }
}

extension BlacklistEntry.Action {
    init?(_ action: Response.Action) {
        switch action {
        case .none: return nil
        case .monitor: self = .monitor
        case .rateLimit: self = .rateLimit
        case .block: self = .block
        }
    }

    /// How much it restricts.
    var rank: Int {
        switch self {
        case .monitor: 0
        case .rateLimit: 1
        case .block: 2
        }
    }
}
