/// What Weir reads of a pod.
struct WirePod: Decodable, Sendable {
    var metadata: WireMetadata
    var spec: Spec?
    var status: Status?

    struct Spec: Decodable, Sendable {
        var nodeName: String?
        var initContainers: [Container]?
        var containers: [Container]?
        var overhead: ResourceList?
        /// Of the pod as a whole, since Kubernetes 1.32.
        var resources: Requirements?
    }

    struct Container: Decodable, Sendable {
        var name: String
        var image: String?
        var restartPolicy: String?
        var resources: Requirements?

        /// Whether it is a sidecar: an init container that goes on running beside the others.
        var isRestartable: Bool { restartPolicy == "Always" }
    }

    struct Requirements: Decodable, Sendable {
        var requests: ResourceList?
        var limits: ResourceList?
    }

    struct Status: Decodable, Sendable {
        var phase: String?
        var reason: String?
        var message: String?
        var podIP: String?
        var hostIP: String?
        var conditions: [WireCondition]?
        var initContainerStatuses: [ContainerStatus]?
        var containerStatuses: [ContainerStatus]?
    }

    struct ContainerStatus: Decodable, Sendable {
        var name: String
        var image: String?
        var ready: Bool?
        var started: Bool?
        var restartCount: Int?
        var state: State?
        var lastState: State?
    }

    struct State: Decodable, Sendable {
        var waiting: Waiting?
        var running: Running?
        var terminated: Terminated?
    }

    struct Waiting: Decodable, Sendable {
        var reason: String?
        var message: String?
    }

    struct Running: Decodable, Sendable {
        var startedAt: String?
    }

    struct Terminated: Decodable, Sendable {
        var exitCode: Int?
        var signal: Int?
        var reason: String?
        var finishedAt: String?
    }
}
