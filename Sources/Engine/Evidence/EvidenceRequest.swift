import Detection
import Features
import Packets

/// A verdict that waits for its packets, and which these are.
struct EvidenceRequest: Sendable {
    let verdict: Verdict
    /// The first and the last instant whose packets belong to it.
    let first: Timestamp
    let last: Timestamp
    private let ends: Ends

    private enum Ends {
        /// Everything that an address sends or receives.
        case one(IPAddress)
        /// What two addresses send each other.
        case two(IPAddress, IPAddress)
    }

    init(_ verdict: Verdict, _ configuration: EvidenceConfiguration) {
        self.verdict = verdict
        last = verdict.time.advanced(bySeconds: configuration.secondsAfter)
        // The rhythm of visits is remembered beyond any window.
        let isRhythm = verdict.reasons.contains { $0.feature.hasPrefix("beat") }
        let before = Int64(clamping: verdict.windowSeconds) + configuration.secondsBefore
        first = isRhythm ? Timestamp(nanoseconds: .min) : verdict.time.advanced(bySeconds: -before)
        switch (verdict.role, verdict.peer) {
        case (.pair, let peer?), (.domain, let peer?): ends = .two(verdict.entity, peer)
        default: ends = .one(verdict.entity)
        }
    }

    /// Whether a packet may belong to it, by its entry in the ring.
    @inline(__always)
    func admits(_ entry: PacketEntry, key: UInt32) -> Bool {
        entry.time >= first && entry.time <= last
            && (entry.isWide || entry.source == key || entry.destination == key)
    }

    /// What packets of the verdict's entity are found by.
    var key: UInt32 { PacketEntry.key(verdict.entity) }

    /// Whether a packet came before the verdict.
    func isBefore(_ entry: PacketEntry) -> Bool { entry.time < verdict.time }

    /// Whether a packet belongs to it.
    func includes(_ header: PacketHeader) -> Bool {
        switch ends {
        case .one(let address): Self.names(header, address)
        case .two(let one, let other): Self.names(header, one) && Self.names(header, other)
        }
    }

    /// Whether an address is one of the packet's, of the tunnel's around it, or of the packet that an ICMP error quotes.
    private static func names(_ header: PacketHeader, _ address: IPAddress) -> Bool {
        if header.source == address || header.destination == address { return true }
        if header.tunnel != .none, header.outerSource == address || header.outerDestination == address { return true }
        guard header.quotedTransport != .hopByHop else { return false }
        return header.quotedSource == address || header.quotedDestination == address
    }
}
