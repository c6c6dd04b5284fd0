import Foundation
import NIOSSL

/// Where a cluster's API server is and how to know it.
public struct ClusterAddress: Sendable, Hashable {
    /// Host name, IPv4 or IPv6 address, without brackets.
    public let host: String
    /// 1…65,535.
    public let port: Int
    /// PEM with the roots that vouch for the server, and no others; nil: the system's roots.
    public let caCertificate: String?
    /// The server's certificate is not looked at. Whoever sits between can then read tokens.
    public let insecureSkipTLSVerify: Bool

    /// Takes what `problem` finds nothing wrong with.
    ///
    /// - Parameter host: also an `https://` URL without a path; its port, if it has one, comes before `port`.
    /// - Throws: `KubernetesError` of status 400 that names the field.
    public init(
        host: String, port: Int = 6443, caCertificate: String? = nil, insecureSkipTLSVerify: Bool = false
    ) throws(KubernetesError) {
        if let problem = Self.problem(host: host, port: port, caCertificate: caCertificate) {
            throw KubernetesError(status: 400, detail: problem)
        }
        let server = Self.split(host)
        self.host = server?.host ?? host
        self.port = server?.port ?? port
        let pem = caCertificate?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        self.caCertificate = pem.isEmpty ? nil : pem + "\n"
        self.insecureSkipTLSVerify = insecureSkipTLSVerify
    }

    /// `https://host:port`, with brackets around an IPv6 address.
    public var url: String { host.contains(":") ? "https://[\(host)]:\(port)" : "https://\(host):\(port)" }

    /// What is wrong with these fields of a registration, as `api_server: expected …`; nil: nothing.
    public static func problem(host: String, port: Int, caCertificate: String?) -> String? {
        guard split(host) != nil else {
            return "api_server: expected a host name, an IP address or an https:// URL without a path"
        }
        guard (1...65_535).contains(port) else { return "port: expected 1…65535, not \(port)" }
        guard let pem = caCertificate, !pem.allSatisfy(\.isWhitespace) else { return nil }
        guard pem.utf8.count <= 1 << 20 else { return "ca_cert: expected at most 1 MiB" }
        guard let certificates = try? NIOSSLCertificate.fromPEMBytes(Array(pem.utf8)), !certificates.isEmpty else {
            return "ca_cert: expected at least one certificate as PEM, beginning with -----BEGIN CERTIFICATE-----"
        }
        return nil
    }
}
