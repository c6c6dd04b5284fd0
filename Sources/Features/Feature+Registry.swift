import Packets

extension Feature {
    /// The registry. "Forward" is from the initiator of a flow to its responder; of a destination, what it receives.
    static let definitions: [FeatureDefinition] = groups.flatMap(\.definitions)

    /// The registry by subject, in the order of the documentation.
    static let groups: [(title: String, definitions: [FeatureDefinition])] = [
        ("Volume", volume), ("Connections", connections), ("Probing", probing), ("Answers and amplification", answers),
        ("UDP, ICMP and oddities", datagrams), ("DNS", names), ("ARP", claims), ("Rhythm", rhythm),
        ("Defects and oddities by name", defects),
    ]

    private static let volume: [FeatureDefinition] = [
        .init(
            "forward_packets", "packets", .counter(.forwardPackets), "Packets from initiators to responders.",
            source: "RFC 5103"),
        .init(
            "reverse_packets", "packets", .counter(.reversePackets), "Packets from responders to initiators.",
            source: "RFC 5103"),
        .init(
            "forward_octets", "octets", .octets(.forward), "Octets of network packets from initiators to responders.",
            source: "RFC 5103"),
        .init(
            "reverse_octets", "octets", .octets(.reverse), "Octets of network packets from responders to initiators.",
            source: "RFC 5103"),
        .init(
            "outward_octets", "octets", .octets(.outward), "Octets sent from a private address to one that is not.",
            source: "RFC 1918, RFC 4193"),
        .init(
            "forward_reverse_ratio", "ratio", .octetRatio(.forward, .reverse),
            "Octets sent for each octet that came back."),
        .init(
            "reverse_forward_ratio", "ratio", .octetRatio(.reverse, .forward),
            "Octets that came back for each octet sent."),
        .init(
            "forward_octets_per_packet", "octets", .derived(.forwardOctetsPerPacket), "Mean size of the packets sent."),
        .init("response_share", "share", .derived(.responseShare), "Share of packets that come from responders."),
        .init(
            "packet_size_entropy", "bits", .derived(.packetSizeEntropy),
            "Entropy of packet sizes over eight classes from 64 octets in powers of two; 0 to 3."),
        .init(
            "destination_port_entropy", "bits", .derived(.portEntropy),
            "Entropy of the responders' ports of new flows over eight hashed classes; 0 to 3."),
        .init(
            "unaddressed_packets", "packets", .derived(.unaddressedPackets),
            "Packets from the unspecified address, as hosts send that have none yet.", source: "RFC 2131, RFC 4862"),
        .init(
            "dhcp_addresses", "addresses", .defect(DefectCounter.dhcpAddresses),
            "Further addresses, at most 63, from which the hardware asked DHCP servers that had asked from the source's before; a minute of silence ends that.",
            source: "RFC 2131"),
        .init("fragments", "packets", .counter(.fragments), "Packets of flows that hold fragments.", source: "RFC 791"),
    ]

    private static let connections: [FeatureDefinition] = [
        .init("new_flows", "flows", .counter(.newFlows), "Flows begun.", source: "RFC 7011"),
        .init("distinct_peers", "addresses", .distinct(.peers), "Different addresses at the other end."),
        .init("distinct_destination_ports", "ports", .distinct(.ports), "Different ports of responders."),
        .init("syn_packets", "packets", .counter(.synPackets), "SYN segments of initiators.", source: "RFC 9293"),
        .init("syn_packets_per_port", "packets", .derived(.synsPerPort), "SYN segments for each different port."),
        .init(
            "incomplete_handshakes", "packets", .derived(.incompleteHandshakes),
            "SYN segments beyond the connections in which payload was sent.", source: "RFC 4987"),
        .init(
            "incomplete_handshake_share", "share", .derived(.incompleteShare),
            "Incomplete handshakes among SYN segments.", source: "RFC 4987"),
        .init(
            "established_connections", "flows", .counter(.establishedConnections), "TCP handshakes completed.",
            source: "RFC 9293"),
        .init(
            "half_open_connections", "flows", .counter(.halfOpenConnections),
            "Handshakes left half open for half a second.", source: "RFC 4987"),
        .init("productive_flows", "flows", .counter(.productiveFlows), "Flows in which the responder sent payload."),
        .init(
            "proven_flows", "flows", .counter(.provenFlows),
            "Flows whose initiator acknowledged a number that the responder chose: proof of path.", source: "RFC 9293"),
        .init(
            "login_connections", "flows", .counter(.loginConnections),
            "TCP handshakes completed with services where people log in (ftp, ssh, telnet, rdp, vnc)."),
        .init(
            "short_logins", "flows", .counter(.shortLogins),
            "Ended connections to services where people log in (ftp, ssh, telnet, rdp, vnc) in which both sides sent no more payload than a failed login takes."
        ),
        .init(
            "short_sessions", "flows", .counter(.shortSessions),
            "The same of these and of services that programs log in to (mail, ldap, smb, databases, mqtt)."),
        .init("proven_short_logins", "flows", .counter(.provenLogins), "Short logins whose initiator is proven."),
        .init("proven_short_sessions", "flows", .counter(.provenSessions), "Short sessions whose initiator is proven."),
        .init(
            "short_login_streak", "flows", .derived(.loginStreak),
            "Short logins of a pair since the last session between the two that carried more, whatever the window."),
        .init(
            "short_login_streak_seconds", "seconds", .derived(.loginStreakSeconds),
            "Time from the first of them to the latest."),
        .init(
            "proven_short_login_streak", "flows", .derived(.provenLoginStreak),
            "Those of them whose initiator is proven."),
        .init(
            "stalled_connections", "flows", .counter(.stalledConnections),
            "Connections held open without payload of the responder: for ten seconds with a trickle of the initiator's, or for thirty with none."
        ),
        .init(
            "zero_window_connections", "flows", .counter(.zeroWindows),
            "Connections whose initiator closed its TCP window three times or more, and still five seconds after the start.",
            source: "RFC 9293"),
        .init(
            "proven_held_connections", "flows", .counter(.provenHeld),
            "Stalled and zero-window connections whose initiator is proven."),
    ]

    private static let probing: [FeatureDefinition] = [
        .init(
            "unsuccessful_flows", "flows", .counter(.unsuccessfulFlows),
            "Flows that were refused, not answered within half a second, or ended without payload."),
        .init(
            "unsuccessful_share", "share", .derived(.unsuccessfulShare),
            "Unsuccessful among unsuccessful and productive flows."),
        .init(
            "repelled_share", "share", .derived(.repelledShare),
            "Refused or not answered among unsuccessful flows; the others reached an open port, as health checks do."),
        .init(
            "refused_flows", "flows", .counter(.refusedFlows),
            "Flows refused by RST or ICMP unreachable before any payload."),
        .init("unanswered_flows", "flows", .counter(.unansweredFlows), "Flows without an answer within half a second."),
        .init(
            "fruitless_connections", "flows", .counter(.fruitlessConnections), "TCP flows that ended without payload."),
        .init("tcp_unsuccessful_flows", "flows", .counter(.tcpUnsuccessful), "Unsuccessful flows of TCP."),
        .init("udp_unsuccessful_flows", "flows", .counter(.udpUnsuccessful), "Unsuccessful flows of UDP."),
        .init(
            "icmp_unsuccessful_flows", "flows", .counter(.icmpUnsuccessful), "Unsuccessful flows of ICMP and ICMPv6."),
        .init(
            "probed_destination_addresses", "addresses", .distinct(.probedPeers),
            "Different addresses of unsuccessful flows other than UDP, and of ARP requests."),
        .init(
            "probed_destination_ports", "ports", .distinct(.probedPorts),
            "Different ports of unsuccessful flows other than UDP."),
        .init(
            "proven_probed_targets", "sockets", .distinct(.provenTargets),
            "Different addresses and ports of those whose initiator is proven."),
        .init(
            "probes_per_port", "ratio", .derived(.probesPerPort),
            "Unsuccessful flows other than UDP for each different port of them."),
        .init(
            "service_probes", "requests", .derived(.serviceProbes),
            "Requests of different sizes, in connections of ten seconds at most, at ports where the initiator had waited four seconds for a greeting, none a minute after the one before, whatever the window.",
            source: "nmap-service-probes"),
        .init(
            "short_service_probes", "flows", .derived(.shortServiceProbes),
            "Connections among those in which the initiator sent less than 64 octets of payload."),
    ]

    private static let answers: [FeatureDefinition] = [
        .init(
            "unsolicited_packets", "packets", .counter(.unsolicitedPackets),
            "Answers that arrive without a question seen."),
        .init(
            "unsolicited_segments", "packets", .counter(.unsolicitedSegments),
            "SYN/ACK and RST segments without payload that nobody asked for."),
        .init(
            "reflector_requests", "packets", .counter(.reflectorRequests),
            "Packets to UDP services that are used as reflectors.", source: "CISA TA14-017A"),
        .init(
            "reflected_packets", "packets", .counter(.reflectedPackets),
            "Packets from UDP services that are used as reflectors.", source: "CISA TA14-017A"),
        .init(
            "reflected_octets", "octets", .octets(.reflected), "Octets from UDP services that are used as reflectors.",
            source: "CISA TA14-017A"),
        .init(
            "amplification_ratio", "ratio", .octetRatio(.reflected, .reflectorRequests),
            "Octets from reflectors for each octet sent to them.", source: "Rossow, NDSS 2014"),
    ]

    private static let datagrams: [FeatureDefinition] = [
        .init("udp_forward_packets", "packets", .counter(.udpForwardPackets), "UDP packets from initiators."),
        .init(
            "udp_unanswered_packets", "packets", .counter(.udpUnansweredPackets),
            "UDP packets of flows without any answer."),
        .init(
            "udp_one_way_packets", "packets", .derived(.oneWayUDP),
            "UDP packets sent beyond ten for each that came back."),
        .init(
            "icmp_echo_requests", "packets", .counter(.icmpEchoRequests), "Echo requests.", source: "RFC 792, RFC 4443"),
        .init("icmp_echo_replies", "packets", .counter(.icmpEchoReplies), "Echo replies.", source: "RFC 792, RFC 4443"),
        .init(
            "icmp_replies_per_request", "ratio", .derived(.answersPerRequest),
            "Echo replies for each echo request; an honest host sends one."),
        .init(
            "icmp_echo_octets_per_packet", "octets", .derived(.echoOctets),
            "Mean payload of echo packets; ping sends 56 or 32."),
        .init(
            "odd_packets", "packets", .counter(.oddPackets),
            "Packets with a defect or an oddity of any name; docs/decoding.md lists them."),
    ]

    private static let names: [FeatureDefinition] = [
        .init("dns_questions", "messages", .counter(.dnsQuestions), "DNS questions asked.", source: "RFC 1035"),
        .init("dns_distinct_names", "names", .distinct(.names), "Different names asked for."),
        .init("dns_distinct_name_share", "share", .derived(.distinctNameShare), "Different names for each question."),
        .init(
            "dns_name_octets", "octets", .ratio(.dnsNameOctets, .dnsQuestions),
            "Mean length of the labels below the parent domain."),
        .init("dns_label_entropy", "bits", .derived(.labelEntropy), "Mean entropy of an octet of those labels."),
        .init(
            "dns_rare_type_questions", "messages", .counter(.dnsRareTypes),
            "Questions of types that carry data: TXT, NULL, CNAME, MX, KEY, private ones."),
        .init("dns_rare_type_share", "share", .derived(.rareTypeShare), "Such questions among all."),
        .init(
            "dns_failures", "messages", .counter(.dnsFailures), "Answers with a code other than NOERROR.",
            source: "RFC 1035"),
        .init("dns_answer_octets", "octets", .ratio(.dnsAnswerOctets, .dnsAnswers), "Mean size of an answer."),
    ]

    private static let claims: [FeatureDefinition] = [
        .init(
            "arp_requests", "packets", .counter(.arpRequests), "ARP requests for other addresses.", source: "RFC 826"),
        .init("arp_claims", "packets", .counter(.arpClaims), "ARP replies and announcements.", source: "RFC 5227"),
        .init(
            "arp_conflicts", "packets", .counter(.arpConflicts),
            "ARP packets in which the address belongs to another hardware address than to the one that had it first.",
            source: "RFC 5227"),
        .init(
            "arp_flips", "packets", .counter(.arpFlips),
            "Times the address went from one hardware address to another, after the first."),
        .init(
            "arp_unsolicited_replies", "packets", .counter(.arpUnsolicited),
            "ARP replies for the address that nobody asked for within five seconds.", source: "RFC 5227"),
    ]

    private static let rhythm: [FeatureDefinition] = [
        .init(
            "beats", "intervals", .derived(.beats),
            "Intervals between visits seen so far, whatever the window; a visit is a connection, or a return to one that stays open."
        ),
        .init(
            "beat_interval", "seconds", .derived(.beatInterval),
            "The period that the last 32 intervals keep best, of two intervals in turn both together; 0 below six."),
        .init(
            "beat_deviation", "share", .derived(.beatDeviation),
            "Mean distance of the intervals that keep it from that period as a share of it; 1 below six intervals."),
        .init(
            "beat_surprise", "decades", .derived(.beatSurprise),
            "How unlikely visits at random keep a period as well, however long one waits: 4 is once in ten thousand; 0 to 30.",
            source: "Naus, JASA 1965"),
    ]

    /// Every defect and every oddity under its own name, so that a rule can speak of one.
    private static let defects: [FeatureDefinition] =
        DecodeError.allCases.map { defect in
            .init(
                defect.label, "packets", .defect(Int(defect.rawValue)),
                "Packets of the source with the defect of that name.", source: "docs/decoding.md")
        }
        + Oddities.names.enumerated().map { place, known in
            .init(
                known.name, "packets", .defect(DefectCounter.firstOddity + place),
                "Packets of the source with the oddity of that name.", source: "docs/decoding.md")
        }
}
