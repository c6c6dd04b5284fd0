import Models

/// The values of features.
extension EntityWindows {
    /// The value of a feature over a span, in the feature's unit.
    public func value(_ feature: Feature, over span: WindowSpan) -> Double {
        let lane = span.lane
        return switch feature.kind {
        case .counter(let counter): count(counter, lane)
        case .octets(let counter): count(counter, lane)
        case .distinct(let sketch): distinct(sketch, lane)
        case .ratio(let top, let bottom): Self.ratio(count(top, lane), count(bottom, lane))
        case .octetRatio(let top, let bottom): Self.ratio(count(top, lane), count(bottom, lane))
        case .defect(let place): count(defect: place, lane)
        case .derived(let derived): value(derived, lane)
        }
    }

    /// `top` by `bottom`; where there is nothing below, all of it counts as excess.
    private static func ratio(_ top: Double, _ bottom: Double) -> Double { top / max(bottom, 1) }

    private func value(_ derived: DerivedFeature, _ lane: Int) -> Double {
        switch derived {
        case .unsuccessfulShare:
            Self.ratio(
                count(.unsuccessfulFlows, lane), count(.unsuccessfulFlows, lane) + count(.productiveFlows, lane))
        case .repelledShare:
            min(
                1,
                Self.ratio(
                    count(.refusedFlows, lane) + count(.unansweredFlows, lane), count(.unsuccessfulFlows, lane)))
        case .incompleteShare: Self.ratio(incompleteHandshakes(lane), count(.synPackets, lane))
        case .rareTypeShare: Self.ratio(count(.dnsRareTypes, lane), count(.dnsQuestions, lane))
        case .responseShare:
            Self.ratio(count(.reversePackets, lane), count(.forwardPackets, lane) + count(.reversePackets, lane))
        case .packetSizeEntropy: entropy(.sizeBuckets, lane)
        case .portEntropy: entropy(.portBuckets, lane)
        case .probesPerPort:
            Self.ratio(
                count(.unsuccessfulFlows, lane) - count(.udpUnsuccessful, lane), distinct(.probedPorts, lane))
        case .incompleteHandshakes: incompleteHandshakes(lane)
        case .synsPerPort: Self.ratio(count(.synPackets, lane), distinct(.ports, lane))
        case .distinctNameShare: Self.ratio(distinct(.names, lane), count(.dnsQuestions, lane))
        case .labelEntropy: Self.ratio(count(.dnsLabelCentibits, lane), count(.dnsQuestions, lane)) / 100
        case .echoOctets:
            Self.ratio(
                count(.icmpEchoOctets, lane), count(.icmpEchoRequests, lane) + count(.icmpEchoReplies, lane))
        case .beatInterval: rhythm.period
        case .beatDeviation: rhythm.deviation
        case .beatSurprise: rhythm.surprise
        case .beats: Double(beats)
        case .loginStreak: Double(streak.sessions)
        case .loginStreakSeconds: streak.seconds
        case .provenLoginStreak: Double(streak.proven)
        case .serviceProbes: Double(serviceProbes.requests)
        case .shortServiceProbes: Double(serviceProbes.shortRequests)
        case .oneWayUDP: max(0, count(.udpForwardPackets, lane) - 10 * count(.udpReversePackets, lane))
        case .answersPerRequest: Self.ratio(count(.icmpEchoReplies, lane), count(.icmpEchoRequests, lane))
        case .unaddressedPackets: entity.address.isUnspecified ? count(.forwardPackets, lane) : 0
        case .forwardOctetsPerPacket: Self.ratio(count(OctetCounter.forward, lane), count(.forwardPackets, lane))
        }
    }

    private func incompleteHandshakes(_ lane: Int) -> Double {
        max(0, count(.synPackets, lane) - count(.usedConnections, lane))
    }

    /// Shannon entropy in bits of the eight buckets that begin with `first`: 0…3.
    private func entropy(_ first: Counter, _ lane: Int) -> Double {
        var total = 0.0
        for index in 0..<Counter.buckets { total += count(first, offset: index, lane) }
        guard total > 0 else { return 0 }
        var bits = 0.0
        for index in 0..<Counter.buckets {
            let share = count(first, offset: index, lane) / total
            if share > 0 { bits -= share * naturalLogarithm(share) / 0.693_147_180_559_945_3 }
        }
        return bits
    }
}
