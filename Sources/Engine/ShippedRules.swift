import Detection

/// The rules of the folder `rules/`, built into the program, so that it needs no files beside it.
public enum ShippedRules {
    /// Their texts; a test keeps this list equal to the folder.
    public static var files: [RuleFile] {
        let texts: [(String, [UInt8])] = [
            ("arp-spoof", PackageResources.arp_spoof_yaml),
            ("arp-spoof-suspected", PackageResources.arp_spoof_suspected_yaml),
            ("arp-sweep", PackageResources.arp_sweep_yaml),
            ("beaconing", PackageResources.beaconing_yaml),
            ("brute-force", PackageResources.brute_force_yaml),
            ("brute-force-parallel", PackageResources.brute_force_parallel_yaml),
            ("brute-force-services", PackageResources.brute_force_services_yaml),
            ("brute-force-slow", PackageResources.brute_force_slow_yaml),
            ("brute-force-suspected", PackageResources.brute_force_suspected_yaml),
            ("connection-flood", PackageResources.connection_flood_yaml),
            ("connection-flood-low", PackageResources.connection_flood_low_yaml),
            ("dhcp-flood", PackageResources.dhcp_flood_yaml),
            ("dhcp-flood-addresses", PackageResources.dhcp_flood_addresses_yaml),
            ("dns-tunnel", PackageResources.dns_tunnel_yaml),
            ("dns-tunnel-addresses", PackageResources.dns_tunnel_addresses_yaml),
            ("dns-tunnel-suspected", PackageResources.dns_tunnel_suspected_yaml),
            ("exfiltration", PackageResources.exfiltration_yaml),
            ("fragment-flood", PackageResources.fragment_flood_yaml),
            ("fragmented-port-scan", PackageResources.fragmented_port_scan_yaml),
            ("host-sweep", PackageResources.host_sweep_yaml),
            ("host-sweep-suspected", PackageResources.host_sweep_suspected_yaml),
            ("icmp-flood", PackageResources.icmp_flood_yaml),
            ("icmp-flood-source", PackageResources.icmp_flood_source_yaml),
            ("icmp-flood-suspected", PackageResources.icmp_flood_suspected_yaml),
            ("icmp-tunnel", PackageResources.icmp_tunnel_yaml),
            ("icmp-tunnel-suspected", PackageResources.icmp_tunnel_suspected_yaml),
            ("login-sweep", PackageResources.login_sweep_yaml),
            ("malformed-traffic", PackageResources.malformed_traffic_yaml),
            ("os-detection", PackageResources.os_detection_yaml),
            ("port-scan-suspected", PackageResources.port_scan_suspected_yaml),
            ("question-flood", PackageResources.question_flood_yaml),
            ("random-domains", PackageResources.random_domains_yaml),
            ("reflection-amplification", PackageResources.reflection_amplification_yaml),
            ("reflection-amplification-low", PackageResources.reflection_amplification_low_yaml),
            ("reflection-forged-requests", PackageResources.reflection_forged_requests_yaml),
            ("reflection-same-port", PackageResources.reflection_same_port_yaml),
            ("reflection-suspected", PackageResources.reflection_suspected_yaml),
            ("slow-dos", PackageResources.slow_dos_yaml),
            ("slow-dos-idle", PackageResources.slow_dos_idle_yaml),
            ("slow-dos-suspected", PackageResources.slow_dos_suspected_yaml),
            ("slow-read", PackageResources.slow_read_yaml),
            ("syn-flood", PackageResources.syn_flood_yaml),
            ("syn-flood-low", PackageResources.syn_flood_low_yaml),
            ("syn-flood-source", PackageResources.syn_flood_source_yaml),
            ("syn-flood-source-suspected", PackageResources.syn_flood_source_suspected_yaml),
            ("syn-flood-suspected", PackageResources.syn_flood_suspected_yaml),
            ("tcp-flood", PackageResources.tcp_flood_yaml),
            ("tcp-flood-answers", PackageResources.tcp_flood_answers_yaml),
            ("tcp-flood-data", PackageResources.tcp_flood_data_yaml),
            ("tcp-flood-data-source", PackageResources.tcp_flood_data_source_yaml),
            ("tcp-flood-source", PackageResources.tcp_flood_source_yaml),
            ("tcp-port-scan", PackageResources.tcp_port_scan_yaml),
            ("tcp-port-scan-low", PackageResources.tcp_port_scan_low_yaml),
            ("tcp-reflection", PackageResources.tcp_reflection_yaml),
            ("udp-flood", PackageResources.udp_flood_yaml),
            ("udp-flood-low", PackageResources.udp_flood_low_yaml),
            ("udp-flood-source", PackageResources.udp_flood_source_yaml),
            ("udp-flood-source-suspected", PackageResources.udp_flood_source_suspected_yaml),
            ("udp-flood-suspected", PackageResources.udp_flood_suspected_yaml),
            ("udp-port-scan", PackageResources.udp_port_scan_yaml),
            ("udp-port-scan-low", PackageResources.udp_port_scan_low_yaml),
            ("udp-sweep", PackageResources.udp_sweep_yaml),
            ("version-detection", PackageResources.version_detection_yaml),
        ]
        return texts.map { name, octets in
            RuleFile(path: "rules/\(name).yaml", name: name, text: String(decoding: octets, as: UTF8.self))
        }
    }

    /// The rules themselves.
    public static func load() throws(RuleErrors) -> RuleSet { try RuleSet(files: files) }
}
