import Detection
import Features
import Packets

/// A verdict that waits for its packets, and which these are.
struct EvidenceRequest: Sendable {
    let verdict: Verdict
    /// The first and the last instant whose packets belong to it.
    let first: Timestamp
    let last: Timestamp

    init(_ verdict: Verdict, _ configuration: EvidenceConfiguration) {
        self.verdict = verdict
        last = verdict.time.advanced(bySeconds: configuration.secondsAfter)
        let isOfWindow = verdict.reasons.allSatisfy { Feature(named: $0.feature)?.isOfWindow ?? true }
        let before = Int64(clamping: verdict.windowSeconds) + configuration.secondsBefore
        first = isOfWindow ? verdict.time.advanced(bySeconds: -before) : Timestamp(nanoseconds: .min)
    }

    /// Whether a packet came before the verdict.
    func isBefore(_ entry: PacketEntry) -> Bool { entry.time < verdict.time }

    /// What its packets are found by.
    var sought: SoughtPackets {
        let isOfTwo = verdict.role == .pair || verdict.role == .domain
        return SoughtPackets(first: first, last: last, address: verdict.entity, peer: isOfTwo ? verdict.peer : nil)
    }
}

/// Which packets a verdict asks for: those of an address, or what two send each other, in a span of time.
struct SoughtPackets: BitwiseCopyable {
    private let first: Timestamp
    private let last: Timestamp
    private let address: IPAddress
    private let peer: IPAddress
    /// Of the address, as entries have it.
    let key: UInt32
    private let peerKey: UInt32
    private let hasPeer: Bool
    /// Whether what is plain may have such addresses.
    private let isIPv4: Bool

    init(first: Timestamp, last: Timestamp, address: IPAddress, peer: IPAddress?) {
        self.first = first
        self.last = last
        self.address = address
        self.peer = peer ?? .unspecified
        key = PacketEntry.key(address)
        peerKey = PacketEntry.key(self.peer)
        hasPeer = peer != nil
        isIPv4 = address.isIPv4 && (peer?.isIPv4 ?? true)
    }

    /// Whether a packet that was metered at `time` may be one of them, by its entry; of a plain one that is certain.
    @inline(__always)
    func admits(_ entry: PacketEntry, at time: Timestamp) -> Bool {
        guard time >= first, time <= last else { return false }
        switch entry.sight {
        case .wide: return true
        case .plain where !isIPv4: return false
        case .plain, .keys:
            return hasPeer
                ? entry.source == key && entry.destination == peerKey
                    || entry.source == peerKey && entry.destination == key
                : entry.source == key || entry.destination == key
        }
    }

    /// Whether a packet is one of them.
    func isNamed(by header: PacketHeader) -> Bool {
        Self.names(header, address) && (!hasPeer || Self.names(header, peer))
    }

    /// Whether an address is one of the packet's, of the tunnel's around it, or of the packet that an ICMP error quotes.
    private static func names(_ header: PacketHeader, _ address: IPAddress) -> Bool {
        if header.source == address || header.destination == address { return true }
        if header.tunnel != .none, header.outerSource == address || header.outerDestination == address { return true }
        guard header.quotedTransport != .hopByHop else { return false }
        return header.quotedSource == address || header.quotedDestination == address
    }
}
