import Flows
import Packets

/// How a flow, a DNS message and an ARP packet count in a window.
extension EntityWindows {
    /// Adds what a flow did since the last tick; `peer` is the other end as seen from the entity.
    mutating func fold(_ flow: borrowing FlowRecord, _ rows: FlowRows, peer: IPAddress) {
        let events = flow.tickEvents
        add(flow.forward.tickPackets, to: .forwardPackets)
        add(flow.reverse.tickPackets, to: .reversePackets)
        add(UInt64(flow.forward.tickOctets), to: OctetCounter.forward)
        add(UInt64(flow.reverse.tickOctets), to: OctetCounter.reverse)
        if rows.isOutward {
            add(UInt64(flow.forward.tickOctets), to: OctetCounter.outward)
        }
        add(UInt32(flow.tickSyns), to: .synPackets)
        if rows.hasPackets { add(1, to: .sizeBuckets, offset: Int(rows.size) - Counter.sizeBuckets.rawValue) }
        if !events.isEmpty { foldEvents(flow, events, peer: peer) }
        switch flow.key.transport {
        case .udp: foldUDP(flow, rows)
        case .icmp, .icmpv6: foldICMP(flow)
        default: break
        }
        if flow.fragments > 0 { add(flow.forward.tickPackets, to: .fragments) }
    }

    private mutating func foldEvents(_ flow: borrowing FlowRecord, _ events: FlowEvents, peer: IPAddress) {
        let port = flow.portHash
        if events.contains(.began) {
            add(1, to: .newFlows)
            insert(Mixing.hash(peer), into: .peers)
            insert(port, into: .ports)
            add(1, to: .portBuckets, offset: Int(port >> 61))
        }
        if events.contains(.established) {
            add(1, to: .establishedConnections)
            if Service.isInteractive(flow.responderPort) { add(1, to: .loginConnections) }
        }
        if events.contains(.productive) {
            add(1, to: .productiveFlows)
        }
        if events.contains(.used), flow.key.transport == .tcp { add(1, to: .usedConnections) }
        if events.contains(.choked) {
            add(1, to: .zeroWindows)
            if flow.events.contains(.initiatorProven) { add(1, to: .provenHeld) }
        }
        if events.contains(.over), flow.isShortSession { foldSession(flow) }
        if events.contains(.refused) { add(1, to: .refusedFlows) }
        if events.contains(.unanswered) { add(1, to: .unansweredFlows) }
        if events.contains(.fruitless) { add(1, to: .fruitlessConnections) }
        if events.contains(.halfOpen) { add(1, to: .halfOpenConnections) }
        if events.contains(.stalled) {
            add(1, to: .stalledConnections)
            if flow.events.contains(.initiatorProven) { add(1, to: .provenHeld) }
        }
        if events.contains(.initiatorProven) { add(1, to: .provenFlows) }
        if events.contains(.unsuccessful) { foldUnsuccessful(flow, peer: peer, port: port) }
    }

    /// A session in which a login would have failed: interactive services see few of them, others open one for each query.
    private mutating func foldSession(_ flow: borrowing FlowRecord) {
        let isProven = flow.events.contains(.initiatorProven)
        if Service.isInteractive(flow.responderPort) {
            add(1, to: .shortLogins)
            if isProven { add(1, to: .provenLogins) }
        }
        if Service.isAuthenticating(flow.responderPort) {
            add(1, to: .shortSessions)
            if isProven { add(1, to: .provenSessions) }
        }
    }

    private mutating func foldUnsuccessful(_ flow: borrowing FlowRecord, peer: IPAddress, port: UInt64) {
        // Traceroute tries a new port for each hop (traceroute(8): from 33434).
        if flow.key.transport == .udp, (33_434...33_534).contains(flow.responderPort) { return }
        add(1, to: .unsuccessfulFlows)
        switch flow.key.transport {
        case .tcp: add(1, to: .tcpUnsuccessful)
        case .udp: add(1, to: .udpUnsuccessful)
        case .icmp, .icmpv6: add(1, to: .icmpUnsuccessful)
        default: break
        }
        // Peers that do not answer are everyday life over UDP (peer-to-peer, games, calls), and no probes.
        guard flow.key.transport != .udp else { return }
        let target = Mixing.hash(peer)
        insert(target, into: .probedPeers)
        insert(port, into: .probedPorts)
        if flow.events.contains(.initiatorProven) { insert(Mixing.permute(target ^ port), into: .provenTargets) }
    }

    private mutating func foldUDP(_ flow: borrowing FlowRecord, _ rows: FlowRows) {
        add(flow.forward.tickPackets, to: .udpForwardPackets)
        add(flow.reverse.tickPackets, to: .udpReversePackets)
        // A group never answers: television to one is no flood.
        if !flow.events.contains(.answered), !flow.responder.isMulticastOrBroadcast {
            add(flow.forward.tickPackets, to: .udpUnansweredPackets)
        }
        if rows.isReflector {
            add(flow.forward.tickPackets, to: .reflectorRequests)
            add(flow.reverse.tickPackets, to: .reflectedPackets)
            add(UInt64(flow.forward.tickOctets), to: OctetCounter.reflectorRequests)
            add(UInt64(flow.reverse.tickOctets), to: OctetCounter.reflected)
        }
    }

    private mutating func foldICMP(_ flow: borrowing FlowRecord) {
        guard ICMPType.isEcho(flow.responderPort, flow.key.transport) else { return }
        add(flow.forward.tickPackets, to: .icmpEchoRequests)
        add(flow.reverse.tickPackets, to: .icmpEchoReplies)
        add(UInt32(clamping: flow.tickICMPOctets), to: .icmpEchoOctets)
    }

    /// Adds answers that nobody asked for to the address that they reach.
    mutating func foldUnsolicited(_ flow: borrowing FlowRecord) {
        add(flow.reverse.tickPackets, to: .unsolicitedPackets)
        insert(Mixing.hash(flow.responder), into: .peers)
        if flow.key.transport == .udp, UDPService.isReflector(flow.responderPort) {
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

    mutating func fold(_ packet: ARPObservation) {
        if packet.isQuestion {
            add(1, to: .arpRequests)
            insert(Mixing.hash(packet.target), into: .probedPeers)
        } else {
            add(1, to: .arpClaims)
        }
        if packet.claim.isConflict { add(1, to: .arpConflicts) }
        if packet.claim.isFlip { add(1, to: .arpFlips) }
        if packet.claim.isUnsolicited { add(1, to: .arpUnsolicited) }
    }
}

extension FlowRecord {
    /// Whether it goes from a private network out of it.
    @inline(__always)
    var isOutward: Bool { initiator.isPrivate && !responder.isPrivate && !responder.isMulticastOrBroadcast }

    /// The responder's port as 64 well-mixed bits.
    @inline(__always)
    var portHash: UInt64 { Mixing.permute(UInt64(responderPort) << 8 | UInt64(key.transport.rawValue)) }

    /// Which of eight buckets the mean packet of this tick falls into: 64, 128, … octets.
    @inline(__always)
    var sizeBucket: Int {
        let packets = max(1, UInt64(forward.tickPackets) + UInt64(reverse.tickPackets))
        let mean = (UInt64(forward.tickOctets) + UInt64(reverse.tickOctets)) / packets
        let bits = 64 - (mean >> 6).leadingZeroBitCount
        return min(bits, Counter.buckets - 1)
    }
}
