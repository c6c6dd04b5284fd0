/// A container of a pod.
public struct PodContainer: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, Sendable {
        case container
        case `init`
        /// An init container that goes on running.
        case sidecar
    }

    public enum State: String, Codable, Sendable {
        case waiting, running, terminated
        /// The node has not said yet.
        case unknown
    }

    public var name: String
    public var image: String
    public var kind: Kind
    public var state: State
    /// Why it waits or ended, as `ImagePullBackOff` or `OOMKilled`.
    @Nullable public var reason: String?
    /// Of a terminated one.
    @Nullable public var exitCode: Int?
    public var ready: Bool
    public var restarts: Int

    private enum CodingKeys: String, CodingKey {
        case name, image, kind, state, reason
        case exitCode = "exit_code"
        case ready, restarts
    }

    static func all(of pod: WirePod) -> [PodContainer] {
        let initStatuses = pod.status?.initContainerStatuses ?? []
        let statuses = pod.status?.containerStatuses ?? []
        return (pod.spec?.initContainers ?? [])
            .map { PodContainer($0, kind: $0.isRestartable ? .sidecar : .`init`, statuses: initStatuses) }
            + (pod.spec?.containers ?? []).map { PodContainer($0, kind: .container, statuses: statuses) }
    }

    private init(_ container: WirePod.Container, kind: Kind, statuses: [WirePod.ContainerStatus]) {
        let status = statuses.first { $0.name == container.name }
        name = container.name
        image = container.image ?? status?.image ?? ""
        self.kind = kind
        ready = status?.ready ?? false
        restarts = status?.restartCount ?? 0
        if let terminated = status?.state?.terminated {
            state = .terminated
            reason = terminated.reason
            exitCode = terminated.exitCode ?? 0
        } else if status?.state?.running != nil {
            state = .running
        } else if let waiting = status?.state?.waiting {
            state = .waiting
            reason = waiting.reason
        } else {
            state = .unknown
        }
    }
}
