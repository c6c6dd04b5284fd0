/// Every metric of Weir's own: name, type, sentence, labels. No label holds an address or another value without bound.
public enum MetricNames {
    public static let buildInfo = MetricDeclaration(
        "weir_build_info", .gauge, "Always 1; the label says which version runs.", labels: ["version"])

    public static let capturePackets = MetricDeclaration(
        "weir_capture_packets_total", .counter, "Packets that were captured, on all interfaces.")
    public static let captureBytes = MetricDeclaration(
        "weir_capture_bytes_total", .counter, "Octets of the packets that were captured, by their length on the wire.")
    public static let captureKernelDrops = MetricDeclaration(
        "weir_capture_kernel_drops_total", .counter, "Packets that the kernel lost before Weir read them.")
    public static let captureInterfaceDrops = MetricDeclaration(
        "weir_capture_interface_drops_total", .counter, "Packets that interfaces or their drivers lost.")
    public static let windows = MetricDeclaration(
        "weir_windows_total", .counter, "Windows of entities that were scored.")
    public static let decodeErrors = MetricDeclaration(
        "weir_decode_errors_total", .counter, "Packets with a defect, by its name.", labels: ["reason"])
    public static let flows = MetricDeclaration("weir_flows_total", .counter, "Flows that were seen.")
    public static let flowTableEvictions = MetricDeclaration(
        "weir_flow_table_evictions_total", .counter, "Flows that were ended to make room.")
    public static let entityTableEvictions = MetricDeclaration(
        "weir_entity_table_evictions_total", .counter, "Entities that were forgotten to make room.")

    public static let detections = MetricDeclaration(
        "weir_detections_total", .counter, "Verdicts, by kind and severity.", labels: ["kind", "severity"])
    public static let decisionsActive = MetricDeclaration(
        "weir_decisions_active", .gauge, "Entries of the blacklist that are in force.",
        labels: ["origin", "action"])
    public static let decisions = MetricDeclaration(
        "weir_decisions_total", .counter, "Entries that the sensor made for the blacklist.",
        labels: ["origin", "action"])
    public static let eventsDropped = MetricDeclaration(
        "weir_events_dropped_total", .counter, "Events that were lost for want of room, by where.", labels: ["stage"])

    public static let evidence = MetricDeclaration(
        "weir_evidence_total", .counter, "Verdicts whose packets were kept, by whether all were there.",
        labels: ["complete"])
    public static let evidenceDropped = MetricDeclaration(
        "weir_evidence_dropped_total", .counter,
        "Verdicts whose packets were not kept: too many waited for theirs, or the store was too slow.",
        labels: ["reason"])

    public static let httpRequests = MetricDeclaration(
        "weir_http_requests_total", .counter, "Requests that were answered.", labels: ["route", "method", "code"])
    public static let httpRequestDuration = MetricDeclaration(
        "weir_http_request_duration_seconds", .histogram, "Time from a request's head to the end of its answer.",
        labels: ["route", "method"])
    public static let streamSubscribers = MetricDeclaration(
        "weir_stream_subscribers", .gauge, "Clients on the blacklist's event stream.")
    public static let loginFailures = MetricDeclaration(
        "weir_login_failures_total", .counter, "Logins with a wrong name or password.")

    public static let kubectlCommands = MetricDeclaration(
        "weir_kubectl_commands_total", .counter, "Commands that were run, by how they ended.", labels: ["status"])

    public static let metricsRefused = MetricDeclaration(
        "weir_metrics_refused_total", .counter, "Values that are not among the metrics, by metric and reason.",
        labels: ["metric", "reason"])

    public static let processCPU = MetricDeclaration(
        "process_cpu_seconds_total", .counter, "Time of the processor that was used, user and system.")
    public static let processVirtualMemory = MetricDeclaration(
        "process_virtual_memory_bytes", .gauge, "Size of the virtual memory.")
    public static let processResidentMemory = MetricDeclaration(
        "process_resident_memory_bytes", .gauge, "Size of the memory that is resident.")
    public static let processStartTime = MetricDeclaration(
        "process_start_time_seconds", .gauge, "When the process started, in seconds since 1970.")
    public static let processOpenFDs = MetricDeclaration(
        "process_open_fds", .gauge, "File descriptors that are open.")
    public static let processMaxFDs = MetricDeclaration(
        "process_max_fds", .gauge, "File descriptors that may be open.")

    /// All of them.
    public static let all = [
        buildInfo, capturePackets, captureBytes, captureKernelDrops, captureInterfaceDrops, windows, decodeErrors,
        flows, flowTableEvictions, entityTableEvictions, detections, decisionsActive, decisions, eventsDropped,
        evidence, evidenceDropped, httpRequests, httpRequestDuration, streamSubscribers, loginFailures, kubectlCommands,
        metricsRefused,
        processCPU, processVirtualMemory, processResidentMemory, processStartTime, processOpenFDs, processMaxFDs,
    ]
}
