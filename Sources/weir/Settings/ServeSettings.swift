import Detection
import Logging
import Packets

/// How `weir serve` runs. What each setting means, its unit and its range are in `all`.
struct ServeSettings: Sendable {
    /// Whether somebody may register.
    enum Registration: String, CaseIterable, Sendable {
        case open, closed, auto
    }

    /// How the log is written.
    enum LogFormat: String, CaseIterable, Sendable {
        case text, json
    }

    /// The file of settings that was read.
    var config: String?

    // The server.
    var listen = ListenAddress(host: "127.0.0.1", port: 8_000)
    /// Folder of the store and of the keys.
    var data = ""
    var tlsCertificate: String?
    var tlsKey: String?
    /// Scheme, host and port, without a slash at its end.
    var publicURL: String?
    var registration = Registration.auto
    var tokenHours = 24
    var corsOrigins: [String] = []
    var trustedProxies: [IPPrefix] = []
    var maximumBodyKibibytes = 1_024
    var maximumHeaderKibibytes = 32
    var requestTimeoutSeconds = 30
    var idleTimeoutSeconds = 60
    var maximumConnections = 1_024
    var maximumSubscribers = 256
    /// Folder of Swagger UI and ReDoc; nil: the one that the program finds.
    var assets: String?
    var metrics = true
    var logLevel = Logger.Level.info
    var logFormat = LogFormat.text

    // The sensor.
    var interfaces: [String] = []
    var replays: [String] = []
    /// Name of the sensor.
    var name = ""
    var filter: String?
    /// Nil: the capture's own, or what evidence needs where that is more.
    var snapLength: Int?
    var bufferMebibytes = 64
    var cores = 1
    var promiscuous = false
    var prefault = true
    /// User to become; nil: `nobody` if started as root, else nobody else.
    var user: String?
    var rules: String?
    var allow: [IPPrefix] = []
    var mode = BlacklistPolicy.Configuration.Mode.enforce
    var blockWithoutProof: [Kind] = []
    var blocksPerMinute = 60
    var alarmsPerDay = BaselineDetector.alarmsPerDay
    var maximumFlows = 393_216

    // Evidence.
    var evidenceMebibytes = 64
    var evidencePayloadOctets = 64
    var evidenceBeforeSeconds = 30
    var evidenceAfterSeconds = 5

    // The store.
    var storeMebibytes = 2_048
    var keepDays = 30

    // Kubernetes.
    /// A path, or a name that is looked for in `PATH`.
    var kubectl = "kubectl"
    var kubectlTimeoutSeconds = 30
    var kubectlOutputKibibytes = 1_024
    var kubectlConcurrent = 8
    /// PEM file; nil: the one of the pod, where there is one.
    var clusterCAFile: String?
}
