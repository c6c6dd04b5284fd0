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
        /// Automatic blocks a minute at most; beyond it they become `monitor`. Default 60.
        public var blocksPerMinute = 60

        public init() {}
    }

    /// Seconds of the first, second, third and every later block: 10 min, 1 h, 24 h, 7 d.
    static let terms: [Int64] = [600, 3_600, 86_400, 604_800]
    /// Seconds after the end of a block for which it is remembered.
    static let memory: Int64 = 604_800
    /// Addresses remembered at most.
    static let capacity = 65_536

    /// Never a host that could be an attacker: unspecified, loopback, link-local, multicast, broadcast.
    static let alwaysAllowed: [IPPrefix] = [
        "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "255.255.255.255/32", "::/128", "::1/128",
        "fe80::/10", "ff00::/8",
    ].compactMap { IPPrefix($0) }

    public let configuration: Configuration
    private var offenders: [IPAddress: Offender] = [:]
    private var minute: Int64 = .min
    private var blocksThisMinute = 0
    /// Blocks that the budget turned into `monitor`.
    public private(set) var overBudget: UInt64 = 0
    /// Verdicts about addresses on the allowlist.
    public private(set) var allowed: UInt64 = 0

    private struct Offender {
        var blocks = 0
        var action: BlacklistEntry.Action
        var expires: Timestamp
    }

    public init(_ configuration: Configuration = Configuration()) {
        self.configuration = configuration
    }

    /// Takes up what a store remembers: so many blocks of an address so far, the latest of them until `expires`.
    public mutating func recall(_ address: IPAddress, blocks: Int, expires: Timestamp) {
        offenders[address] = Offender(blocks: blocks, action: .block, expires: expires)
    }

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
        if action != .monitor, !verdict.proofOfPath, !configuration.blockWithoutProof.contains(verdict.kind) {
            action = .monitor
            remarks.append("no proof of path: the source may be forged")
        }
        makeRoom(at: verdict.time)
        let known = offenders[address]
        if let known, known.expires > verdict.time, known.action.rank >= action.rank { return nil }
        if action == .block, !spend(at: verdict.time) {
            action = .monitor
            overBudget += 1
            remarks.append("over the budget of \(configuration.blocksPerMinute) blocks a minute")
            if let known, known.expires > verdict.time { return nil }
        }
        let earlier = known?.blocks ?? 0
        let term = Self.terms[action == .block ? min(earlier, Self.terms.count - 1) : 0]
        if action == .block, earlier > 0 { remarks.append("block \(earlier + 1) of this address") }
        let expires = verdict.time.advanced(bySeconds: term)
        offenders[address] = Offender(blocks: earlier + (action == .block ? 1 : 0), action: action, expires: expires)
        return BlacklistEntry(
            prefix: prefix, action: action, reason: Self.reason(verdict, remarks), origin: .auto, score: verdict.score,
            createdAt: verdict.time, expiresAt: expires, simulated: configuration.mode == .observe)
    }

    /// Whether the allowlist holds the address.
    public func isAllowed(_ address: IPAddress) -> Bool {
        Self.alwaysAllowed.contains { $0.contains(address) }
            || configuration.allowlist.contains { $0.contains(address) }
    }

    private mutating func spend(at time: Timestamp) -> Bool {
        let now = time.nanoseconds / 60_000_000_000
        if now != minute {
            minute = now
            blocksThisMinute = 0
        }
        guard blocksThisMinute < configuration.blocksPerMinute else { return false }
        blocksThisMinute += 1
        return true
    }

    private mutating func makeRoom(at time: Timestamp) {
        guard offenders.count >= Self.capacity else { return }
        offenders = offenders.filter { $0.value.expires > time }
        // A list of that many that are all in force: forgetting costs escalation, never a wrong block.
        if offenders.count >= Self.capacity { offenders.removeAll() }
    }

    private static func reason(_ reason: Reason) -> String {
        let unit = Feature(named: reason.feature)?.unit ?? ""
        return ": \(reason.feature.replacing("_", with: " ")) \(ReasonText.amount(reason.observed, unit))"
            + " (usual \(ReasonText.amount(reason.expected, unit)))"
    }

    private static func reason(_ verdict: Verdict, _ remarks: [String]) -> String {
        let against = verdict.peer.map { $0 == .unspecified ? "" : " against \($0)" } ?? ""
        let first = verdict.reasons.first.map { Self.reason($0) } ?? ""
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
