import Packets

/// What of the HTTP API can be chosen.
public struct ServerConfiguration: Sendable {
    /// Whether somebody may register.
    public enum Registration: String, CaseIterable, Sendable {
        case open, closed
        /// Open while the server listens on loopback only; else until the first user is there.
        case automatic = "auto"
    }

    /// Address to listen on. Default loopback.
    public var host = "127.0.0.1"
    /// 0 takes a free one.
    public var port = 8_000
    /// Nil: plain HTTP/1.1. Else HTTP/1.1 and HTTP/2 over TLS.
    public var tls: TLSIdentity?
    /// The folder of the store, which also holds the keys.
    public var dataFolder: String
    /// `https://weir.example:8443`, for whole URLs in answers; nil: as the request's Host says.
    public var publicURL: String?
    public var registration = Registration.automatic
    /// Seconds for which a user's token is valid. Default 24 h.
    public var tokenSeconds: Int64 = 86_400
    /// Origins that browsers may call from; none by default.
    public var corsOrigins: [String] = []
    /// Proxies whose `X-Forwarded-For` is believed; none by default.
    public var trustedProxies: [IPPrefix] = []
    /// Octets of a request's body. Default 1 MiB.
    public var maximumBodyBytes = 1_048_576
    /// Octets of all header fields of a request. Default 32 KiB.
    public var maximumHeaderBytes = 32_768
    /// Seconds for a request to arrive in full, and for a client to take what is written. Default 30.
    public var requestSeconds: Int64 = 30
    /// Seconds before a connection without a request is closed. Default 60.
    public var idleSeconds: Int64 = 60
    /// Connections at once. Default 1,024.
    public var maximumConnections = 1_024
    /// Streams of changes at once. Default 256.
    public var maximumSubscribers = 256
    /// Folder with the files of Swagger UI and ReDoc; nil: none.
    public var assetsFolder: String?
    /// Whether `/metrics` answers. Default true.
    public var exposesMetrics = true
    /// Of this program, for the documents.
    public var version = "0"

    public init(dataFolder: String) { self.dataFolder = dataFolder }

    /// Host and port as in a URL.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return "\(name):\(port)"
    }

    /// Whether nobody from another machine can connect.
    var isLoopback: Bool {
        if host == "localhost" { return true }
        guard let address = IPAddress(host) else { return false }
        let isV4 = IPPrefix("127.0.0.0/8").map { $0.contains(address) } ?? false
        return isV4 || IPAddress("::1") == address
    }
}
