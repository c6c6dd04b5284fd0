import Accounts
import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
import HummingbirdTLS
import Kubernetes
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import Store
import Telemetry

/// The HTTP API over a store: a service that runs until its graceful shutdown.
public struct APIServer: Service {
    private let application: Application<Dispatcher>
    private let kubernetes: KubernetesClient
    private let store: StoreAccess
    private let authority: String

    /// Makes keys and prepares everything, but does not listen yet. Throws `ServerError`, `SecretKeyError` and the store's.
    public init(
        _ configuration: ServerConfiguration, store: DataStore, kubernetes: KubernetesClient.Configuration,
        kubectl: KubectlRunner.Configuration, metrics: PrometheusRegistry, log: Logger,
        onRunning: @escaping @Sendable (_ url: String) -> Void = { _ in }
    ) async throws {
        authority = configuration.authority
        let access = StoreAccess(store)
        self.store = access
        self.kubernetes = KubernetesClient(configuration: kubernetes, log: log)
        let feed = ChangeFeed(store: access, maximumSubscribers: configuration.maximumSubscribers, log: log)
        let services = Services(
            configuration: configuration, store: access, credentials: try await Credentials(configuration),
            kubernetes: self.kubernetes, kubectl: KubectlRunner(configuration: kubectl), feed: feed,
            metrics: metrics, documents: try Documents(configuration))
        // What ran when the process was killed runs no more.
        _ = try await access.write { try $0.endInterruptedCommands() }
        StoreCollector(store: store, feed: feed, version: configuration.version).register(in: metrics)
        application = Application(
            responder: Dispatcher(Self.routes, services), server: try Self.channel(configuration),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: "weir",
                availableConnectionsDelegate: MaximumAvailableConnections(configuration.maximumConnections)),
            services: [feed, Housekeeping(store: access, feed: feed, log: log)],
            onServerRunning: { channel in
                let scheme = configuration.tls == nil ? "http" : "https"
                let url = "\(scheme)://\(channel.localAddress?.authority ?? configuration.authority)"
                log.notice("serving", metadata: ["url": "\(url)/api"])
                onRunning(url)
            },
            logger: log)
    }

    /// Serves until the graceful shutdown.
    public func run() async throws {
        let result: Result<Void, any Error>
        do {
            try await application.run()
            result = .success(())
        } catch let error as IOError {
            result = .failure(ServerError.cannotListen(address: authority, reason: "\(error)"))
        } catch {
            result = .failure(error)
        }
        try? await kubernetes.shutdown()
        try? await store.shutdown()
        try result.get()
    }

    /// Every call there is.
    static let routes: [Route] =
        AuthRoutes.routes + BindingRoutes.routes + ClusterRoutes.routes + ResourceRoutes.routes + CommandRoutes.routes
        + HistoryRoutes.routes + BlacklistRoutes.routes + AllowlistRoutes.routes + TrafficRoutes.routes
        + HealthRoutes.routes + DocumentRoutes.routes

    /// Method and path of every call there is, in order: `GET /api/auth/me/`.
    public static var calls: [String] { routes.map { "\($0.method.rawValue) \($0.path)" }.sorted() }

    private static func channel(_ configuration: ServerConfiguration) throws -> HTTPServerBuilder {
        let seconds = configuration.requestSeconds
        let http = HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                RefusalHandler(maximumHeaderBytes: configuration.maximumHeaderBytes),
                SlowClientHandler(seconds: seconds), InputCloseHandler(),
            ],
            idleTimeout: .seconds(configuration.idleSeconds),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: configuration.maximumHeaderBytes,
                maxHeaderListSize: configuration.maximumHeaderBytes, maxHeaderFieldCount: Problem.maximumHeaderFields))
        guard let tls = configuration.tls else { return .http1(configuration: http) }
        return try .http2Upgrade(
            tlsConfiguration: tls.configuration,
            configuration: .init(idleTimeout: .seconds(configuration.idleSeconds), streamConfiguration: http))
    }
}

extension SocketAddress {
    /// Address and port as in a URL.
    fileprivate var authority: String? {
        guard let ip = ipAddress, let port else { return nil }
        return ip.contains(":") ? "[\(ip)]:\(port)" : "\(ip):\(port)"
    }
}

extension Credentials {
    /// Opens the keys in the data folder; makes them at the first start.
    init(_ configuration: ServerConfiguration) async throws {
        let folder = configuration.dataFolder
        tokens = await AccessTokens(
            secret: try SecretKey.open(path: folder + "/jwt.key"), lifetime: Int(configuration.tokenSeconds))
        vault = TokenVault(secret: try SecretKey.open(path: folder + "/vault.key"))
        hasher = PasswordHasher()
        throttle = LoginThrottle()
        registrations = LoginThrottle(failures: 30)
    }
}
