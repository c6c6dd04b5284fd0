/// What is counted of an entity in a window. Each is a feature by itself; `Feature` adds what is derived from them.
///
/// "Forward" is from the initiator of a flow to its responder, "reverse" back; of a destination, forward is what it receives.
enum Counter: Int, CaseIterable {
    // The first half is what nearly every entity counts: it lies together.
    case forwardPackets, reversePackets, newFlows
    case synPackets, establishedConnections, productiveFlows, usedConnections, provenFlows
    /// Eight counters: packets by size, from 64 octets in powers of two.
    case sizeBuckets
    /// Eight counters: new flows by the hash of the responder's port.
    case portBuckets = 16
    case udpForwardPackets = 24
    case udpReversePackets, udpUnansweredPackets
    case refusedFlows, unansweredFlows, fruitlessConnections, unsuccessfulFlows, tcpUnsuccessful
    case udpUnsuccessful, icmpUnsuccessful
    case halfOpenConnections, stalledConnections, zeroWindows
    case shortLogins, shortSessions, provenLogins, provenSessions, provenHeld
    case icmpEchoRequests, icmpEchoReplies, icmpEchoOctets
    case reflectorRequests, reflectedPackets
    case unsolicitedPackets, unsolicitedSegments
    case fragments, oddPackets
    case dnsQuestions, dnsAnswers, dnsFailures, dnsRareTypes, dnsNameOctets, dnsLabelCentibits, dnsAnswerOctets
    case arpRequests, arpClaims, arpConflicts, arpFlips, arpUnsolicited
    case loginConnections

    /// Counters in all.
    static let total = 64
    static let buckets = 8
    /// Counters that lie together; as many have room elsewhere.
    static let half = 32
}

/// What few hosts ever have: defects of packets, every `DecodeError` by its raw value, then every oddity by its bit; and
/// further addresses from which the hardware asked DHCP servers.
enum DefectCounter {
    static let total = 35
    static let firstOddity = 23
    static let dhcpAddresses = 34
}

/// Octets, which need 64 bits.
enum OctetCounter: Int {
    case forward, reverse, outward, reflectorRequests, reflected
    static let total = 5
}

/// Sets of which the size is estimated.
enum SketchKind: Int {
    /// The other end: responders of a source, initiators of a destination.
    case peers
    /// Ports of the responder.
    case ports
    /// Responders and ports of unsuccessful flows other than UDP; ARP targets count as responders.
    case probedPeers, probedPorts
    /// Responder and port of those flows among them whose initiator is proven.
    case provenTargets
    /// Full names asked for in DNS.
    case names
    static let total = 6
}
