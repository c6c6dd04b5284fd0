/// What kubectl's columns READY, STATUS and RESTARTS say of a pod.
///
/// Source: kubernetes 1.36 `pkg/printers/internalversion/printers.go`, `printPod`.
struct PodDisplay: Sendable, Hashable {
    /// Column STATUS.
    private(set) var status: String
    private(set) var readyContainers = 0
    private(set) var totalContainers: Int
    private(set) var restarts = 0

    init(_ pod: WirePod) {
        let conditions = pod.status?.conditions ?? []
        let reason = pod.status?.reason ?? ""
        status = reason.isEmpty ? pod.status?.phase ?? "" : reason
        if conditions.contains(where: { $0.type == "PodScheduled" && $0.reason == "SchedulingGated" }) {
            status = "SchedulingGated"
        }
        let initContainers = pod.spec?.initContainers ?? []
        let sidecars = Set(initContainers.filter(\.isRestartable).map(\.name))
        totalContainers = (pod.spec?.containers?.count ?? 0) + initContainers.count { $0.isRestartable }

        let isInitializing = readInitContainers(pod, sidecars: sidecars)
        let isInitialized = conditions.contains { $0.type == "Initialized" && $0.status == "True" }
        if !isInitializing || isInitialized {
            restarts = (pod.status?.initContainerStatuses ?? [])
                .reduce(0) { $0.adding(restarts: sidecars.contains($1.name) ? $1.restartCount : nil) }
            readContainers(pod, isReady: conditions.contains { $0.type == "Ready" && $0.status == "True" })
        }

        guard pod.metadata.deletionTimestamp != nil else { return }
        if reason == "NodeLost" {
            status = "Unknown"
        } else if !["Succeeded", "Failed"].contains(pod.status?.phase ?? "") {
            status = "Terminating"
        }
    }

    /// Up to the first init container that is not done; whether there is one.
    private mutating func readInitContainers(_ pod: WirePod, sidecars: Set<String>) -> Bool {
        for (index, container) in (pod.status?.initContainerStatuses ?? []).enumerated() {
            restarts = restarts.adding(restarts: container.restartCount)
            let terminated = container.state?.terminated
            let waiting = container.state?.waiting?.reason ?? ""
            if let terminated, (terminated.exitCode ?? 0) == 0 { continue }
            if sidecars.contains(container.name), container.started == true {
                if container.ready == true { readyContainers += 1 }
                continue
            }
            if let terminated {
                status = "Init:" + Self.reason(of: terminated)
            } else if !waiting.isEmpty, waiting != "PodInitializing" {
                status = "Init:" + waiting
            } else {
                status = "Init:\(index)/\(pod.spec?.initContainers?.count ?? 0)"
            }
            return true
        }
        return false
    }

    private mutating func readContainers(_ pod: WirePod, isReady: Bool) {
        var hasRunning = false
        for container in (pod.status?.containerStatuses ?? []).reversed() {
            restarts = restarts.adding(restarts: container.restartCount)
            if let waiting = container.state?.waiting?.reason, !waiting.isEmpty {
                status = waiting
            } else if let terminated = container.state?.terminated {
                status = Self.reason(of: terminated)
            } else if container.ready == true, container.state?.running != nil {
                hasRunning = true
                readyContainers += 1
            }
        }
        if status == "Completed", hasRunning { status = isReady ? "Running" : "NotReady" }
    }

    private static func reason(of terminated: WirePod.Terminated) -> String {
        if let reason = terminated.reason, !reason.isEmpty { return reason }
        if let signal = terminated.signal, signal != 0 { return "Signal:\(signal)" }
        return "ExitCode:\(terminated.exitCode ?? 0)"
    }
}

extension Int {
    /// The sum within 32 bits, as Kubernetes counts: what calls itself a cluster can answer any number.
    fileprivate func adding(restarts: Int?) -> Int {
        let (sum, overflows) = addingReportingOverflow(Swift.max(0, restarts ?? 0))
        return overflows ? Int(Int32.max) : Swift.min(sum, Int(Int32.max))
    }
}
