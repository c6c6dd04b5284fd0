import HTTPTypes
import Hummingbird
import NIOCore
import Packets

/// Where a request comes from and how the client calls this server.
struct Client: Sendable {
    /// Address of the peer, or of the client behind a trusted proxy.
    let address: String
    /// `http://host:port`, for whole URLs in answers.
    let origin: String

    init(_ request: Request, peer: SocketAddress?, isEncrypted: Bool, _ configuration: ServerConfiguration) {
        let direct = peer?.ipAddress ?? "unknown"
        address = Self.client(behind: direct, request, configuration.trustedProxies)
        if let url = configuration.publicURL {
            origin = url
        } else {
            let authority = request.head.authority ?? ""
            let isName = !authority.isEmpty && authority.utf8.count <= 255 && authority.utf8.allSatisfy(Self.isOfHost)
            origin = (isEncrypted ? "https://" : "http://") + (isName ? authority : configuration.authority)
        }
    }

    /// What may stand in a host and a port (RFC 3986 §3.2.2), so that nothing else gets into an answer.
    private static func isOfHost(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~:[]".utf8.contains(octet)
        }
    }

    /// The last address in `X-Forwarded-For` that is no proxy of ours: what stands before it anybody can have written.
    private static func client(behind peer: String, _ request: Request, _ proxies: [IPPrefix]) -> String {
        let isTrusted = { (text: String) in
            IPAddress(text).map { address in proxies.contains { $0.contains(address) } } ?? false
        }
        guard isTrusted(peer), let header = request.headers[.xForwardedFor] else { return peer }
        var last = peer
        for part in header.split(separator: ",").reversed() {
            let text = part.trimmingPrefix { $0 == " " }.split(separator: " ").first.map(String.init) ?? ""
            guard let address = IPAddress(text) else { return last }
            last = "\(address)"
            if !isTrusted(last) { return last }
        }
        return last
    }
}

extension HTTPField.Name {
    /// De-facto standard of proxies.
    static let xForwardedFor = Self("X-Forwarded-For")!
    static let xRequestID = Self("X-Request-Id")!
    static let lastEventID = Self("Last-Event-ID")!
}
