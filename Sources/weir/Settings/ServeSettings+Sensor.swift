import Detection

extension ServeSettings {
    static let sensor: [Setting] = [
        .list(
            "interface", \.interfaces, .text("IF", maximum: 64, "an interface's name"),
            "Interface to capture from, or any."),
        .list(
            "replay", \.replays, .file("CAPTURE", orInput: true),
            "Capture to read into the store; `-` is standard input."),
        .one(
            "name", \.name, .text("NAME", maximum: 253, "a name"), standard: "the host's name",
            "Name of the sensor in samples and entries."),
        .optional(
            "filter", \.filter, .text("BPF", maximum: 4_096, "a filter"), standard: "everything",
            "A filter of pcap-filter(7), applied in the kernel."),
        .optional(
            "snap-length", \.snapLength, .whole(64...262_144, "octets"),
            standard: "512, or what `--evidence-payload-octets` needs", "What is captured of a packet."),
        .one(
            "buffer-mebibytes", \.bufferMebibytes, .whole(1...2_048, "MiB"),
            "The kernel's ring, for each interface and each of the cores."),
        .one(
            "cores", \.cores, .whole(1...8, "threads"),
            "Threads that capture and meter; with more than one, one more folds and scores."),
        .one("promiscuous", \.promiscuous, .onOff, "Whether to take in packets for other hosts too."),
        .one(
            "prefault", \.prefault, .onOff,
            "Whether a sensor's tables take their memory at the start, and not as they fill."),
        .optional(
            "user", \.user, .text("USER", maximum: 256, "a user's name"),
            standard: "`nobody` if started as root with an interface",
            "User to become once the interfaces are open; only as root, and only with an interface."),
    ]

    static let engine: [Setting] = [
        .optional(
            "rules", \.rules, .folder, standard: "the rules in the program", "Folder of rules to use instead."),
        .list("allow", \.allow, .block, "Address or block that is never listed."),
        .one("mode", \.mode, .choice(), "`observe` does everything but block; its entries are marked as simulated."),
        .list(
            "block-without-proof", \.blockWithoutProof, .choice("KIND"),
            "Kind that may block without proof of path, at your own risk."),
        .one(
            "blocks-per-minute", \.blocksPerMinute, .whole(0...65_536),
            "Automatic blocks in a minute at most; beyond it they become monitor."),
        .one(
            "alarms-per-day", \.alarmsPerDay, .number(0.01...10_000, "alarms"),
            "False alarms of the baseline that are wanted a day; it finds its thresholds itself."),
        .one(
            "maximum-flows", \.maximumFlows, .whole(1_024...268_435_456),
            "Flows kept at once; each takes some 190 bytes."),
    ]

    static let evidence: [Setting] = [
        .one(
            "evidence-mebibytes", \.evidenceMebibytes, .whole(0...4_096, "MiB"),
            "Ring of the latest packets, of which those around a verdict are kept; 0 keeps none."),
        .one(
            "evidence-payload-octets", \.evidencePayloadOctets, .whole(0...1_460, "octets"),
            "What is kept of a payload, beside the question of a DNS message; 0 keeps headers alone."),
        .one(
            "evidence-before-seconds", \.evidenceBeforeSeconds, .whole(0...600, "seconds"),
            "From when on packets are kept, before the verdict's window."),
        .one(
            "evidence-after-seconds", \.evidenceAfterSeconds, .whole(0...60, "seconds"),
            "Until when packets are kept, after the verdict."),
    ]
}
