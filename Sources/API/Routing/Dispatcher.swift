import Foundation
import Hummingbird
import Logging
import Metrics
import NIOCore
import Store
import Telemetry

/// Answers requests: finds the call, tells who makes it, runs it, and turns what goes wrong into `{"detail": …}`.
struct Dispatcher: HTTPResponder {
    /// What the server knows of a request besides itself.
    struct Context: InitializableFromSource, Sendable {
        let channel: any Channel
        let log: Logger

        init(source: ApplicationRequestContextSource) {
            channel = source.channel
            log = source.logger
        }
    }

    let table: RouteTable
    let services: Services
    let cors: CORS

    init(_ routes: [Route], _ services: Services) {
        table = RouteTable(routes)
        self.services = services
        cors = CORS(origins: Set(services.configuration.corsOrigins))
    }

    func respond(to request: Request, context: Context) async throws -> Response {
        let start = ContinuousClock.now
        let id = RequestIdentifier.make()
        var log = context.log
        log[metadataKey: "request_id"] = "\(id)"
        let client = Client(
            request, peer: context.channel.remoteAddress, isEncrypted: services.configuration.tls != nil,
            services.configuration)
        var trace = Trace()
        var response: Response
        do {
            response = try await answer(request, context.channel, client, log, &trace)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            response = problem(error, id, log).response
        }
        response.headers[.xRequestID] = id
        response.headers[.xContentTypeOptions] = "nosniff"
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        cors.decorate(&response, request)
        if request.method == .head { response = response.withoutBody }
        note(request, response, client, trace, start.duration(to: .now), log)
        return response
    }

    /// What is known of a request in the end, for the log and the metrics.
    private struct Trace {
        /// The route's path; requests that no route takes are one.
        var route = "none"
        var user: String?
    }

    private func answer(
        _ request: Request, _ channel: any Channel, _ client: Client, _ log: Logger, _ trace: inout Trace
    ) async throws -> Response {
        try Problem.checkHead(of: request, services.configuration.maximumHeaderBytes)
        if let preflight = cors.preflight(request) { return preflight }
        let path = request.uri.path
        switch table.match(request.method, path) {
        case .nothing: throw Problem(.notFound, "Not found")
        case .withSlash:
            let query = request.uri.query.map { "?" + $0 } ?? ""
            var moved = Problem(.permanentRedirect, "The path ends with a slash: \(path)/").response
            moved.headers[.location] = path + "/" + query
            return moved
        case .otherMethods(let methods):
            let list = methods.map(\.rawValue).joined(separator: ", ")
            throw Problem(
                .methodNotAllowed, "Method \(request.method.rawValue) not allowed; there are: \(list)",
                headers: [.allow: list])
        case .route(let route, let parameters):
            trace.route = route.path
            let identity = try await identity(request, route)
            trace.user = identity?.name
            if let identity { try route.access.require(identity.role) }
            let call = Call(
                request: request, parameters: parameters, query: try Query(request.uri.query, known: route.query),
                identity: identity, services: services, client: client, channel: channel, log: log)
            return try await route.handler(call)
        }
    }

    private func identity(_ request: Request, _ route: Route) async throws -> Identity? {
        if case .open = route.access { return nil }
        return try await Authenticator(services: services).identity(of: request)
    }

    /// What the client is told of an error; one that is ours shows nothing but the number that the log has, too.
    private func problem(_ error: any Error, _ id: String, _ log: Logger) -> Problem {
        switch error {
        case let error as Problem: return error
        case let error as StoreError:
            log.error("the store failed", metadata: ["error": "\(error.message)"])
            if let problem = Problem(error) { return problem }
        case let error as HTTPError: return Problem(error.status, error.body ?? error.status.reasonPhrase)
        default: log.error("a request failed", metadata: ["error": "\(error)"])
        }
        return Problem(.internalServerError, "Internal server error (request \(id))")
    }

    private func note(
        _ request: Request, _ response: Response, _ client: Client, _ trace: Trace, _ duration: Duration, _ log: Logger
    ) {
        let method = request.method.rawValue
        let isKnown = table.routes.contains { $0.method == request.method } || request.method == .head
        let dimensions = [("route", trace.route), ("method", isKnown ? method : "other")]
        Counter(MetricNames.httpRequests, dimensions: dimensions + [("code", "\(response.status.code)")]).increment()
        Timer(MetricNames.httpRequestDuration, dimensions: dimensions)
            .recordNanoseconds(duration.nanoseconds)
        log.info(
            "request",
            metadata: [
                "method": "\(method.prefix(16))", "path": "\(request.uri.path.prefix(200))",
                "status": "\(response.status.code)", "client": "\(client.address)",
                "user": "\(trace.user?.logged ?? "-")",
                "ms": "\(Double(duration.nanoseconds / 10_000) / 100)",
            ])
    }
}

extension String {
    /// As it may stand in a line of text: quoted where it could be taken for another field.
    fileprivate var logged: String {
        let isPlain = unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || "0123456789-._@".unicodeScalars.contains($0)
        }
        return isPlain ? self : debugDescription
    }
}

extension Duration {
    /// Whole nanoseconds, saturating.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return Int64(clamping: Int128(seconds) * 1_000_000_000 + Int128(attoseconds / 1_000_000_000))
    }
}

extension Response {
    /// The answer to HEAD: what GET would say, without saying it.
    var withoutBody: Response {
        var headers = headers
        if let length = body.contentLength { headers[.contentLength] = "\(length)" }
        return Response(status: status, headers: headers)
    }
}
