import Detection
import Logging

extension ServeSettings {
    /// A part of the settings under a heading.
    struct Group: Sendable {
        var title: String
        var settings: [Setting]
    }

    /// Every setting there is: flags, variables, keys, help and documentation are made from it.
    static let groups: [Group] = [
        Group(title: "Server", settings: server), Group(title: "Limits", settings: limits),
        Group(title: "Sensor in the same process", settings: sensor),
        Group(title: "Scoring and blocking", settings: engine), Group(title: "Evidence", settings: evidence),
        Group(title: "Store", settings: store),
        Group(title: "Kubernetes", settings: kubernetes),
    ]

    static let all = groups.flatMap(\.settings)

    /// Which file of settings to read cannot stand in that file.
    static let config = Setting.optional(
        "config", \.config, .path("FILE"), "A YAML file of settings; none is read where none is named.")

    private static let server: [Setting] = [
        config,
        .one("listen", \.listen, .listen, "Where to listen; `[::]` and `0.0.0.0` are all addresses."),
        .one(
            "data", \.data, .path("DIR"), standard: "`/var/lib/weir` as root, else `~/.local/share/weir`",
            "Folder of the store and the keys; made where it is missing."),
        .optional(
            "tls-certificate", \.tlsCertificate, .file(),
            "PEM file of the certificate and its chain; with it, HTTP/2 and HTTP/1.1 over TLS."),
        .optional("tls-key", \.tlsKey, .file(), "PEM file of the certificate's private key."),
        .optional(
            "public-url", \.publicURL, .origin(orAny: false), standard: "what the request's `Host` says",
            "How clients reach the server, for whole URLs in answers."),
        .one(
            "registration", \.registration, .choice(),
            "Who may register: `auto` is open while `listen` is loopback, else only for the first user."),
        .one("token-hours", \.tokenHours, .whole(1...8_760, "hours"), "How long a user's token is valid."),
        .list(
            "cors-origin", \.corsOrigins, .origin(orAny: true),
            "Origin whose pages may call the API from a browser."),
        .list(
            "trusted-proxy", \.trustedProxies, .block,
            "Proxy whose `X-Forwarded-For` is believed when failed logins are counted."),
        .optional(
            "assets", \.assets, .folder, standard: "`assets` beside the program, or `../share/weir/assets`",
            "Folder with the files of Swagger UI and ReDoc."),
        .one("metrics", \.metrics, .onOff, "Whether `/metrics` answers."),
        .one("log-level", \.logLevel, .choice("LEVEL"), "The least severe messages that are logged."),
        .one("log-format", \.logFormat, .choice(), "How the log is written to standard error."),
    ]

    private static let limits: [Setting] = [
        .one(
            "maximum-body-kibibytes", \.maximumBodyKibibytes, .whole(1...16_384, "KiB"),
            "A request's body at most; a longer one is answered 413."),
        .one(
            "maximum-header-kibibytes", \.maximumHeaderKibibytes, .whole(1...64, "KiB"),
            "All header fields of a request at most; more are answered 431."),
        .one(
            "request-timeout-seconds", \.requestTimeoutSeconds, .whole(1...600, "seconds"),
            "For a request to arrive in full, and for a client to take what is written."),
        .one(
            "idle-timeout-seconds", \.idleTimeoutSeconds, .whole(1...3_600, "seconds"),
            "Before a connection without a request is closed."),
        .one(
            "maximum-connections", \.maximumConnections, .whole(1...65_536), "Connections at once; others wait."),
        .one(
            "maximum-subscribers", \.maximumSubscribers, .whole(1...10_000),
            "Streams of blacklist changes at once; others are answered 503."),
    ]

    private static let store: [Setting] = [
        .one(
            "store-mebibytes", \.storeMebibytes, .whole(16...1_048_576, "MiB"),
            "Size of the store beyond which its oldest samples go."),
        .one("keep-days", \.keepDays, .whole(1...3_650, "days"), "How long samples are kept."),
    ]

    private static let kubernetes: [Setting] = [
        .one(
            "kubectl", \.kubectl, .path("PROGRAM"), "The kubectl to run; a name is looked for in `PATH`."),
        .one(
            "kubectl-timeout-seconds", \.kubectlTimeoutSeconds, .whole(1...600, "seconds"),
            "For a command to end; then it is killed and its status is `timeout`."),
        .one(
            "kubectl-output-kibibytes", \.kubectlOutputKibibytes, .whole(1...65_536, "KiB"),
            "What is kept of a command's output, and of its errors; the rest is cut."),
        .one("kubectl-concurrent", \.kubectlConcurrent, .whole(1...64), "Commands at once at most."),
        .optional(
            "cluster-ca-file", \.clusterCAFile, .file(), standard: "the pod's own `ca.crt`, where there is one",
            "PEM file of an authority that is trusted for API servers, beside the system's."),
    ]
}
