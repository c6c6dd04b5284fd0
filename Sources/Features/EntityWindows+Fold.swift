import Flows
import Packets

/// How a flow, a DNS message and an ARP packet count in a window.
extension EntityWindows {
    /// Takes in what a flow did since the last tick, of which `digest` is what the entity sees.
    @inline(__always)
    mutating func fold(_ flow: borrowing FlowRecord, _ digest: FlowDigest) {
        note(digest)
        let (isICMP, hasFragments) = (digest.marks.contains(.isICMP), flow.fragments > 0)
        if isICMP || hasFragments { foldMore(flow, isICMP: isICMP) }
    }

    /// What few flows bring, and no digest holds.
    @inline(never)
    private mutating func foldMore(_ flow: borrowing FlowRecord, isICMP: Bool) {
        settle()
        // The numbers of ICMP's types are ports to other protocols.
        if isICMP { foldICMP(flow) }
        if flow.fragments > 0 { add(flow.forward.tickPackets, to: .fragments) }
    }

    private mutating func foldICMP(_ flow: borrowing FlowRecord) {
        guard ICMPType.isEcho(flow.responderPort, flow.key.transport) else { return }
        add(flow.forward.tickPackets, to: .icmpEchoRequests)
        add(flow.reverse.tickPackets, to: .icmpEchoReplies)
        add(UInt32(clamping: flow.tickICMPOctets), to: .icmpEchoOctets)
    }

    /// Adds answers that nobody asked for to the address that they reach.
    mutating func foldUnsolicited(_ flow: borrowing FlowRecord) {
        settle()
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
        settle()
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
        settle()
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
