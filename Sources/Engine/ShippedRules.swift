import Detection

/// The rules of the folder `rules/`, built into the program, so that it needs no files beside it.
public enum ShippedRules {
    /// Their texts; a test keeps this list equal to the folder.
    public static var files: [RuleFile] {
        let texts: [(String, [UInt8])] = [
            ("arp-spoof", PackageResources.arp_spoof_yaml),
            ("arp-sweep", PackageResources.arp_sweep_yaml),
            ("beaconing", PackageResources.beaconing_yaml),
            ("brute-force", PackageResources.brute_force_yaml),
            ("brute-force-services", PackageResources.brute_force_services_yaml),
            ("brute-force-slow", PackageResources.brute_force_slow_yaml),
            ("brute-force-suspected", PackageResources.brute_force_suspected_yaml),
            ("connection-flood", PackageResources.connection_flood_yaml),
            ("dns-tunnel", PackageResources.dns_tunnel_yaml),
            ("dns-tunnel-addresses", PackageResources.dns_tunnel_addresses_yaml),
            ("exfiltration", PackageResources.exfiltration_yaml),
            ("fragment-flood", PackageResources.fragment_flood_yaml),
            ("host-sweep", PackageResources.host_sweep_yaml),
            ("icmp-flood", PackageResources.icmp_flood_yaml),
            ("icmp-flood-source", PackageResources.icmp_flood_source_yaml),
            ("icmp-tunnel", PackageResources.icmp_tunnel_yaml),
            ("malformed-traffic", PackageResources.malformed_traffic_yaml),
            ("reflection-amplification", PackageResources.reflection_amplification_yaml),
            ("reflection-forged-requests", PackageResources.reflection_forged_requests_yaml),
            ("slow-dos", PackageResources.slow_dos_yaml),
            ("slow-read", PackageResources.slow_read_yaml),
            ("syn-flood", PackageResources.syn_flood_yaml),
            ("syn-flood-source", PackageResources.syn_flood_source_yaml),
            ("tcp-port-scan", PackageResources.tcp_port_scan_yaml),
            ("tcp-reflection", PackageResources.tcp_reflection_yaml),
            ("udp-flood", PackageResources.udp_flood_yaml),
            ("udp-flood-source", PackageResources.udp_flood_source_yaml),
            ("udp-port-scan", PackageResources.udp_port_scan_yaml),
            ("udp-sweep", PackageResources.udp_sweep_yaml),
        ]
        return texts.map { name, octets in
            RuleFile(path: "rules/\(name).yaml", name: name, text: String(decoding: octets, as: UTF8.self))
        }
    }

    /// The rules themselves.
    public static func load() throws(RuleErrors) -> RuleSet { try RuleSet(files: files) }
}
