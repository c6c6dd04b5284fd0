import Features

/// What a feature says of an entity, as the end of a sentence of which the entity is the subject. `#` is the amount, `@` the
/// place of the other end where there is one.
struct FeaturePhrase: Sendable {
    let ofSource: String
    let ofDestination: String
    /// Before the other end.
    let preposition: String
    private init(_ source: String, _ destination: String? = nil, _ preposition: String = "to") {
        ofSource = source
        ofDestination = destination ?? source.replacing("@", with: "")
        self.preposition = preposition
    }

    /// The phrase of a feature. Defects and oddities, which have names that say it all, share one.
    static func of(_ feature: String) -> FeaturePhrase? {
        if let phrase = phrases[feature] { return phrase }
        guard let known = Feature(named: feature), known.isDefect else { return nil }
        return FeaturePhrase("sent # packets@ with \(feature.replacing("_", with: " "))")
    }

    private static let phrases = volume.merging(connections) { $1 }.merging(probing) { $1 }.merging(answers) { $1 }
        .merging(datagrams) { $1 }.merging(names) { $1 }.merging(claims) { $1 }.merging(rhythm) { $1 }

    private static let volume: [String: FeaturePhrase] = [
        "forward_packets": .init("sent # packets@", "received # packets"),
        "reverse_packets": .init("got # packets back@", "answered with # packets", "from"),
        "forward_octets": .init("sent #@", "received #"),
        "reverse_octets": .init("got # back@", "answered with #", "from"),
        "outward_octets": .init("sent # out of the private network@"),
        "forward_reverse_ratio": .init(
            "sent # octets@ for each that came back", "received # octets for each that it sent back"),
        "reverse_forward_ratio": .init(
            "got # octets@ for each that it sent", "sent back # octets for each that it received", "from"),
        "forward_octets_per_packet": .init("sent packets of # on average@", "received packets of # on average"),
        "response_share": .init("of all packets # were answers@", "of all packets # were answers", "of"),
        "packet_size_entropy": .init("its packets@ had sizes of # of entropy"),
        "destination_port_entropy": .init("its new flows@ had ports of # of entropy"),
        "unaddressed_packets": .init("sent # packets@ from no address yet"),
        "dhcp_addresses": .init("asked DHCP servers@ from # more addresses, with one hardware address"),
        "fragments": .init("sent # packets@ in fragments", "received # packets in fragments"),
    ]

    private static let connections: [String: FeaturePhrase] = [
        "new_flows": .init("began # flows@", "was reached by # new flows"),
        "distinct_peers": .init("talked to # different addresses", "was reached by # different addresses"),
        "distinct_destination_ports": .init("opened # ports@", "was reached on # different ports", "on"),
        "syn_packets": .init("sent # SYN segments@", "received # SYN segments"),
        "syn_packets_per_port": .init(
            "sent # SYN segments to each port@", "received # SYN segments on each port", "of"),
        "incomplete_handshakes": .init(
            "left # TCP handshakes@ without a connection that was used",
            "received # TCP handshakes that became no connection in use", "with"),
        "incomplete_handshake_share": .init(
            "left # of its TCP handshakes@ incomplete", "# of the TCP handshakes that it received stayed incomplete",
            "with"),
        "established_connections": .init("completed # TCP handshakes@", nil, "with"),
        "half_open_connections": .init(
            "left # TCP handshakes@ half open", "had # TCP handshakes left half open", "with"),
        "productive_flows": .init("had # flows@ that brought an answer", nil, "with"),
        "proven_flows": .init("had # flows@ that prove its address", nil, "with"),
        "login_connections": .init("opened # connections@ to services where people log in", nil, "with"),
        "short_logins": .init("had # logins@ as short as failed ones", nil, "to"),
        "short_login_streak": .init("had # logins@ in a row as short as failed ones"),
        "short_login_streak_seconds": .init("has logged in@ like that for #"),
        "proven_short_login_streak": .init("had # such logins@ in a row that prove its address"),
        "short_sessions": .init("had # sessions@ as short as failed logins", nil, "with"),
        "proven_short_logins": .init("had # such logins@ that prove its address"),
        "proven_short_sessions": .init("had # such sessions@ that prove its address", nil, "with"),
        "stalled_connections": .init("held # connections@ open that it hardly used", nil, "to"),
        "zero_window_connections": .init("closed the TCP window of # connections@ again and again", nil, "to"),
        "proven_held_connections": .init("held # connections@ that prove its address"),
    ]

    private static let probing: [String: FeaturePhrase] = [
        "unsuccessful_flows": .init("tried # flows@ that came to nothing", "was sent # flows that came to nothing"),
        "unsuccessful_share": .init("# of its flows@ came to nothing"),
        "repelled_share": .init("# of its flows@ were repelled"),
        "refused_flows": .init("was refused # flows@", "refused # flows", "by"),
        "unanswered_flows": .init("got no answer to # flows@", "gave no answer to # flows"),
        "fruitless_connections": .init("ended # TCP connections@ without a word", nil, "with"),
        "tcp_unsuccessful_flows": .init(
            "tried # TCP flows@ that came to nothing", "was sent # TCP flows that came to nothing"),
        "udp_unsuccessful_flows": .init(
            "tried # UDP flows@ that came to nothing", "was sent # UDP flows that came to nothing"),
        "icmp_unsuccessful_flows": .init(
            "sent # kinds of ICMP messages@ in vain", "left # kinds of ICMP messages unanswered"),
        "probed_destination_addresses": .init("tried # different addresses in vain"),
        "probed_destination_ports": .init("tried # ports@ in vain", "was tried on # ports in vain", "on"),
        "proven_probed_targets": .init("tried # targets@ in vain from an address that is proven", nil, "on"),
        "service_probes": .init(
            "sent # requests of different sizes@ where it had waited in vain for a greeting", nil),
        "short_service_probes": .init(
            "sent # requests of less than 64 octets@ where it had waited in vain for a greeting", nil),
        "probes_per_port": .init("tried each port@ # times in vain", nil, "on"),
    ]

    private static let answers: [String: FeaturePhrase] = [
        "unsolicited_packets": .init("was sent # answers that it had not asked for"),
        "unsolicited_segments": .init("was sent # SYN/ACK or RST segments that it had not asked for"),
        "reflector_requests": .init(
            "sent # packets@ to services that amplify", "received # packets at services that amplify", "on"),
        "reflected_packets": .init(
            "was sent # packets@ by services that amplify", "sent # packets from services that amplify", "from"),
        "reflected_octets": .init("was sent #@ by services that amplify", "sent # from services that amplify", "from"),
        "amplification_ratio": .init("got # octets@ for each that it sent to services that amplify", nil, "from"),
    ]

    private static let datagrams: [String: FeaturePhrase] = [
        "udp_forward_packets": .init("sent # UDP packets@", "received # UDP packets"),
        "udp_unanswered_packets": .init(
            "sent # UDP packets@ that nobody answers", "received # UDP packets that it does not answer"),
        "udp_one_way_packets": .init(
            "sent # UDP packets@ beyond ten for each answer", "received # UDP packets beyond ten for each answer"),
        "icmp_echo_requests": .init("sent # pings@", "received # pings"),
        "icmp_echo_replies": .init("got # answers to pings@", "answered # pings", "from"),
        "icmp_replies_per_request": .init("got # answers to each ping@", "gave # answers to each ping", "from"),
        "icmp_echo_octets_per_packet": .init("its pings@ carried # each", nil, "to"),
        "odd_packets": .init(
            "sent # packets@ that no honest stack sends", "received # packets that no honest stack sends"),
    ]

    private static let names: [String: FeaturePhrase] = [
        "dns_questions": .init("asked # DNS questions@", nil, "of"),
        "dns_distinct_names": .init("asked for # different names@", nil, "of"),
        "dns_distinct_name_share": .init("# of its DNS questions@ were for names not asked for before", nil, "of"),
        "dns_name_octets": .init("asked@ for names of # below the domain", nil, "of"),
        "dns_label_entropy": .init("asked@ for names of # of entropy an octet", nil, "of"),
        "dns_rare_type_questions": .init("asked # DNS questions@ of types that carry data", nil, "of"),
        "dns_rare_type_share": .init("# of its DNS questions@ were of types that carry data", nil, "of"),
        "dns_failures": .init("was told # times@ that a name does not exist or cannot be had", nil, "by"),
        "dns_answer_octets": .init("got DNS answers@ of # on average", nil, "from"),
    ]

    private static let claims: [String: FeaturePhrase] = [
        "arp_requests": .init("asked for # addresses by ARP"),
        "arp_claims": .init("was claimed # times by ARP"),
        "arp_conflicts": .init("was claimed # times by another hardware address than the first"),
        "arp_flips": .init("went # times from one hardware address to another"),
        "arp_unsolicited_replies": .init("was claimed # times by ARP replies that nobody had asked for"),
    ]

    private static let rhythm: [String: FeaturePhrase] = [
        "beats": .init("# intervals between visits@ were seen", nil, "to"),
        "beat_interval": .init("visits@ came # apart", nil, "to"),
        "beat_surprise": .init("visits@ are so regular that chance makes them so once in 10^#"),
        "beat_deviation": .init(
            "intervals between visits@ differ by # from their median", nil, "to"),
    ]
}
