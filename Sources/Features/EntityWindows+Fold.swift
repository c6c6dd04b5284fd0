import Flows
import Packets

/// How a flow, a DNS message and an ARP packet count in a window.
extension EntityWindows {
    /// Adds what a flow did since the last tick; `peer` is the other end as seen from the entity.
    mutating func fold(_ flow: FlowRecord, peer: IPAddress) {
        let events = flow.tickEvents
        add(flow.forward.tickPackets, to: .forwardPackets)
        add(flow.reverse.tickPackets, to: .reversePackets)
        add(UInt64(flow.forward.tickOctets), to: OctetCounter.forward)
        add(UInt64(flow.reverse.tickOctets), to: OctetCounter.reverse)
        add(UInt32(flow.tickSyns), to: .synPackets)
        if flow.hasTickPackets { add(1, to: .sizeBuckets, offset: Self.sizeBucket(of: flow)) }
        if !events.isEmpty { foldEvents(flow, events, peer: peer) }
        switch flow.key.transport {
        case .udp: foldUDP(flow)
        case .icmp, .icmpv6: foldICMP(flow)
        default: break
        }
        if flow.fragments > 0 { add(flow.forward.tickPackets, to: .fragments) }
        if flow.zeroWindows > 0, flow.tickEvents.contains(.ended) { add(1, to: .zeroWindows) }
    }

    private mutating func foldEvents(_ flow: FlowRecord, _ events: FlowEvents, peer: IPAddress) {
        let port = Mixing.permute(UInt64(flow.responderPort) << 8 | UInt64(flow.key.transport.rawValue))
        if events.contains(.began) {
            add(1, to: .newFlows)
            insert(Mixing.hash(peer), into: .peers)
            insert(port, into: .ports)
            add(1, to: .portBuckets, offset: Int(port >> 61))
        }
        if events.contains(.established) { add(1, to: .establishedConnections) }
        if events.contains(.productive) {
            add(1, to: .productiveFlows)
            let sentSomething = flow.key.transport == .tcp
            if sentSomething, Service.authenticating.contains(flow.responderPort) {
                add(1, to: .authenticationSessions)
            }
        }
        if events.contains(.refused) { add(1, to: .refusedFlows) }
        if events.contains(.unanswered) { add(1, to: .unansweredFlows) }
        if events.contains(.fruitless) { add(1, to: .fruitlessConnections) }
        if events.contains(.halfOpen) { add(1, to: .halfOpenConnections) }
        if events.contains(.stalled) { add(1, to: .stalledConnections) }
        if events.contains(.initiatorProven) { add(1, to: .provenFlows) }
        if events.contains(.unsuccessful) { foldUnsuccessful(flow, peer: peer, port: port) }
    }

    private mutating func foldUnsuccessful(_ flow: FlowRecord, peer: IPAddress, port: UInt64) {
        add(1, to: .unsuccessfulFlows)
        insert(Mixing.hash(peer), into: .probedPeers)
        insert(port, into: .probedPorts)
        switch flow.key.transport {
        case .tcp:
            add(1, to: .tcpUnsuccessful)
            if flow.events.contains(.initiatorProven) { insert(port, into: .provenPorts) }
        case .udp: add(1, to: .udpUnsuccessful)
        case .icmp, .icmpv6: add(1, to: .icmpUnsuccessful)
        default: break
        }
    }

    private mutating func foldUDP(_ flow: FlowRecord) {
        add(flow.forward.tickPackets, to: .udpForwardPackets)
        add(flow.reverse.tickPackets, to: .udpReversePackets)
        if !flow.events.contains(.answered) { add(flow.forward.tickPackets, to: .udpUnansweredPackets) }
        if UDPService.reflectors.contains(flow.responderPort) {
            add(flow.forward.tickPackets, to: .reflectorRequests)
            add(flow.reverse.tickPackets, to: .reflectedPackets)
            add(UInt64(flow.forward.tickOctets), to: OctetCounter.reflectorRequests)
            add(UInt64(flow.reverse.tickOctets), to: OctetCounter.reflected)
        }
    }

    private mutating func foldICMP(_ flow: FlowRecord) {
        guard ICMPType.isEcho(flow.responderPort, flow.key.transport) else { return }
        add(flow.forward.tickPackets, to: .icmpEchoRequests)
        add(flow.reverse.tickPackets, to: .icmpEchoReplies)
        add(flow.forward.tickPayloadOctets, to: .icmpEchoOctets)
        add(flow.reverse.tickPayloadOctets, to: .icmpEchoOctets)
    }

    /// Adds answers that nobody asked for to the address that they reach.
    mutating func foldUnsolicited(_ flow: FlowRecord) {
        add(flow.reverse.tickPackets, to: .unsolicitedPackets)
        insert(Mixing.hash(flow.responder), into: .peers)
        if flow.key.transport == .udp, UDPService.reflectors.contains(flow.responderPort) {
            add(flow.reverse.tickPackets, to: .reflectedPackets)
            add(UInt64(flow.reverse.tickOctets), to: OctetCounter.reflected)
        } else if flow.key.transport == .udp {
            add(flow.reverse.tickPackets, to: .udpUnansweredPackets)
            add(flow.reverse.tickPackets, to: .udpForwardPackets)
        }
        if flow.key.transport == .tcp, flow.reverse.payloadOctets == 0 {
            add(flow.reverse.tickPackets, to: .unsolicitedSegments)
        }
        if flow.fragments > 0 { add(flow.reverse.tickPackets, to: .fragments) }
    }

    mutating func fold(_ message: DNSObservation) {
        if message.isResponse {
            add(1, to: .dnsAnswers)
            if message.isFailure { add(1, to: .dnsFailures) }
            add(UInt32(clamping: message.octets), to: .dnsAnswerOctets)
            return
        }
        add(1, to: .dnsQuestions)
        add(UInt32(clamping: message.nameOctets), to: .dnsNameOctets)
        add(message.labelCentibits, to: .dnsLabelCentibits)
        if message.isRareType { add(1, to: .dnsRareTypes) }
        insert(Mixing.permute(message.name), into: .names)
    }

    mutating func fold(arp packet: PacketHeader, _ claim: AddressClaims.Claim) {
        if packet.arpOperation == 1, packet.source != packet.destination {
            add(1, to: .arpRequests)
            insert(Mixing.hash(packet.destination), into: .probedPeers)
        } else {
            add(1, to: .arpClaims)
        }
        if claim.isConflict { add(1, to: .arpConflicts) }
        if claim.isFlip { add(1, to: .arpFlips) }
    }

    /// Which of eight buckets the mean packet of this tick falls into: 64, 128, … octets.
    private static func sizeBucket(of flow: FlowRecord) -> Int {
        let packets = max(1, UInt64(flow.forward.tickPackets) + UInt64(flow.reverse.tickPackets))
        let mean = (UInt64(flow.forward.tickOctets) + UInt64(flow.reverse.tickOctets)) / packets
        let bits = 64 - (mean >> 6).leadingZeroBitCount
        return min(bits, Counter.buckets - 1)
    }
}

extension FlowRecord {
    /// Whether packets came since the last tick: a flow that only ended or was looked at has no size.
    fileprivate var hasTickPackets: Bool { forward.tickPackets > 0 || reverse.tickPackets > 0 }
}

/// Services by port.
enum Service {
    /// TCP services that ask for a name and a password before anything else (IANA service names): ftp, ssh, telnet, pop3,
    /// imap, ldap, smb, smtp submission, imaps, pop3s, ms-sql, oracle, mysql, ms-rdp, postgresql, sip, vnc, winrm, redis,
    /// mqtt, mongodb, and ssh and telnet where they are often moved to.
    static let authenticating: Set<UInt16> = [
        21, 22, 23, 110, 143, 389, 445, 465, 587, 993, 995, 1_433, 1_521, 1_883, 2_222, 2_323, 3_306, 3_389, 5_432, 5_900,
        5_901, 5_985, 5_986, 6_379, 8_883, 27_017,
    ]
}
