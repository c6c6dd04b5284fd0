import Foundation
import Kubernetes
import Testing

@Suite struct ClientErrorTests {
    @Test(arguments: [
        ("garbage", 403, "bind a new one"), ("expired", 403, "bind a new one"), ("nobody-sa", 403, "cannot list"),
        ("narrow-sa", 403, "pods is forbidden"), ("throttled", 503, "too many requests"),
        ("internal", 502, "The cluster failed"),
        ("slow504", 504, "timed out"), ("redirect", 502, "answered 302"), ("html", 502, "other than Kubernetes"),
        ("wrong", 502, "items.0.metadata.name"), ("close", 502, "closed the connection without an answer"),
        ("huge", 502, "answered more than 1000000 bytes"), ("hang", 504, "did not answer within 1 s"),
        ("trickle", 504, "did not answer within 1 s"), ("a b", 400, "token:"), ("a\r\nX: y", 400, "token:"),
        ("", 400, "token is required"),
    ]) func maps(token: String, status: Int, detail: String) async throws {
        let access = try ClusterServer.good.get().access(token)
        let error = await #expect(throws: KubernetesError.self) {
            try await ClientTests.withClient {
                $0.requestTimeout = .seconds(1)
                $0.maximumResponseBytes = 1_000_000
            } _: {
                try await $0.pods(access, PodQuery())
            }
        }
        #expect(error?.status == status)
        #expect(error?.detail.contains(detail) == true, "\(error?.detail ?? "")")
        #expect(token != "throttled" || error?.retryAfter != nil)
    }

    @Test(arguments: [
        (PodQuery(namespace: "prod", labelSelector: "==="), 400, "The cluster refused"),
        (PodQuery(limit: 0), 400, "limit"),
        (PodQuery(limit: 1_001), 400, "limit"), (PodQuery(limit: 5, cursor: "garbage"), 400, "continue"),
        (PodQuery(namespace: "../kube-system"), 400, "namespace"), (PodQuery(namespace: "A"), 400, "namespace"),
    ]) func refusesQueries(query: PodQuery, status: Int, detail: String) async throws {
        let access = try ClusterServer.good.get().access("weir-sa")
        let error = await #expect(throws: KubernetesError.self) {
            try await ClientTests.withClient { try await $0.pods(access, query) }
        }
        #expect(error?.status == status)
        #expect(error?.detail.contains(detail) == true, "\(error?.detail ?? "")")
    }

    @Test func cursorsExpire() async throws {
        let access = try ClusterServer.good.get().access("gone")
        let error = await #expect(throws: KubernetesError.self) {
            try await ClientTests.withClient { try await $0.pods(access, PodQuery(cursor: "old")) }
        }
        #expect(error?.status == 410)
        // Page after page of one node, of which the second is gone: begun anew, then given up.
        let list = await #expect(throws: KubernetesError.self) {
            try await ClientTests.withClient {
                $0.pageSize = 1
            } _: {
                try await $0.nodes(access)
            }
        }
        #expect(list?.status == 503)
        #expect(list?.retryAfter != nil)
    }

    @Test func pagesAreFollowed() async throws {
        let server = try ClusterServer.good.get()
        let nodes = try await ClientTests.withClient {
            $0.pageSize = 1
        } _: {
            try await $0.nodes(server.access("weir-sa"))
        }
        #expect(nodes.map(\.name) == ["cp-1", "worker-2", "worker-3"])
        let many = await #expect(throws: KubernetesError.self) {
            try await ClientTests.withClient {
                $0.maximumItems = 2
            } _: {
                try await $0.nodes(server.access("weir-sa"))
            }
        }
        #expect(many?.status == 502)
    }

    @Test(arguments: [
        ("good", "other", "localhost", "unknown authority"), ("good", nil, "localhost", "unknown authority"),
        ("elsewhere", "ca", "localhost", "another name than localhost"),
        ("elsewhere", "ca", "127.0.0.1", "another name than 127.0.0.1"), ("expired", "ca", "localhost", "has expired"),
    ]) func distrusts(certificate: String, authority: String?, host: String, reason: String) async throws {
        let server = certificate == "good" ? try ClusterServer.good.get() : try ClusterServer(certificate: certificate)
        let access = try server.access("weir-sa", host: host, authority: authority)
        let error = await #expect(throws: KubernetesError.self) {
            try await ClientTests.withClient {
                $0.now = { Date() }
            } _: {
                try await $0.nodes(access)
            }
        }
        #expect(error?.status == 502)
        #expect(error?.detail.contains(reason) == true, "\(error?.detail ?? "")")
        #expect(error?.detail.contains("insecure_skip_tls_verify") == true)
        let trusting = try server.access("weir-sa", host: host, authority: nil, insecure: true)
        #expect(try await ClientTests.withClient { try await $0.nodes(trusting) }.count == 3)
    }

    @Test func extraRootsAreTrusted() async throws {
        let roots = try TestFiles.certificates.get() + "/ca.pem"
        let access = try ClusterServer.good.get().access("weir-sa", authority: nil)
        #expect(
            try await ClientTests.withClient {
                $0.extraRootsPath = roots
            } _: {
                try await $0.nodes(access)
            }.count == 3)
    }

    @Test(arguments: [("127.0.0.1", 1, 502, "refused"), ("no-such-host.invalid", 6_443, 502, "no DNS server knows")])
    func unreachable(host: String, port: Int, status: Int, detail: String) async throws {
        let access = ClusterAccess(address: try ClusterAddress(host: host, port: port), token: "weir-sa")
        let error = await #expect(throws: KubernetesError.self) {
            try await ClientTests.withClient { try await $0.nodes(access) }
        }
        #expect(error?.status == status)
        #expect(error?.detail.contains(detail) == true, "\(error?.detail ?? "")")
    }

    @Test func poolsAreBounded() async throws {
        let server = try ClusterServer.good.get()
        try await ClientTests.withClient {
            $0.maximumPools = 1
        } _: { client in
            for _ in 0..<3 {
                for access in [
                    try server.access("weir-sa"), try server.access("weir-sa", authority: nil, insecure: true),
                ] {
                    let nodes = try await client.nodes(access)
                    #expect(nodes.count == 3)
                }
            }
        }
    }

    @Test func tokensAreNotShown() throws {
        let access = try ClusterServer.good.get().access("weir-secret")
        var dumped = ""
        dump(access, to: &dumped)
        for text in [dumped, "\(access)", String(reflecting: access), String(describing: [access])] {
            #expect(!text.contains("weir-secret"))
        }
    }
}

@Suite struct ClusterAddressTests {
    @Test(arguments: [
        ("192.168.0.247", "https://192.168.0.247:8443"), ("kube.example.com", "https://kube.example.com:8443"),
        ("::1", "https://[::1]:8443"), ("[fd00::1]", "https://[fd00::1]:8443"),
        ("https://a.example", "https://a.example:8443"),
        ("https://a.example:6443/", "https://a.example:6443"), ("HTTPS://[::1]:6443", "https://[::1]:6443"),
    ]) func accepts(host: String, url: String) throws {
        #expect(try ClusterAddress(host: host, port: 8_443).url == url)
    }

    @Test(arguments: [
        "", " ", "a b", "http://a", "https://a/b", "https://u@a", "a/b", "a:80", "a?b", "-a", "a..b", "1.2.3",
        "1.2.3.256",
        "[a]", "::g", "https://", "https://a:0", "https://a:65536", "a\r\nb", "a#b", "ü.example", "https://a:+80",
    ]) func refuses(host: String) {
        #expect(throws: KubernetesError.self) { try ClusterAddress(host: host, port: 6_443) }
    }

    @Test func checksPortAndCertificate() {
        for port in [0, -1, 65_536] {
            #expect(ClusterAddress.problem(host: "a", port: port, caCertificate: nil)?.hasPrefix("port") == true)
        }
        for pem in ["x", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            #expect(ClusterAddress.problem(host: "a", port: 1, caCertificate: pem)?.hasPrefix("ca_cert") == true)
        }
        #expect(ClusterAddress.problem(host: "a", port: 1, caCertificate: "") == nil)
    }
}
