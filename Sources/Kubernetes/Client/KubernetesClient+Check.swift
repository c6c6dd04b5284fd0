import Foundation

extension KubernetesClient {
    /// Asks the cluster whose token it is and what it may list.
    ///
    /// - Parameter namespace: in which pods are to be listed.
    /// - Throws: status 403 where the cluster refuses the token.
    public func check(_ access: ClusterAccess, namespace: String) async throws(KubernetesError) -> AccountReview {
        guard PodQuery.isNamespace(namespace) else {
            throw KubernetesError(
                status: 400, detail: "namespace: expected at most 63 of a-z, 0-9 and -, with no - at the ends")
        }
        let reviewed = try await reviewedAccount(access)
        guard reviewed != "system:anonymous" else { throw KubernetesError.tokenRefused }
        let listNodes = try await mayList("nodes", path: "/api/v1/nodes", namespace: nil, access: access)
        let listPods = try await mayList(
            "pods", path: "/api/v1/namespaces/\(namespace)/pods", namespace: namespace, access: access)
        return AccountReview(
            account: reviewed ?? Self.subject(ofToken: access.token).map(Self.shown) ?? "unknown", listNodes: listNodes,
            listPods: listPods)
    }

    /// By SelfSubjectReview; nil where the cluster does not have it (before Kubernetes 1.28), or denies it.
    private func reviewedAccount(_ access: ClusterAccess) async throws(KubernetesError) -> String? {
        struct Question: Encodable {
            let apiVersion: String
            let kind = "SelfSubjectReview"
        }
        struct Answer: Decodable {
            var status: Status?
            struct Status: Decodable { var userInfo: User? }
            struct User: Decodable { var username: String? }
        }
        for version in ["v1", "v1beta1"] {
            do {
                let answer: Answer = try await post(
                    "/apis/authentication.k8s.io/\(version)/selfsubjectreviews",
                    Question(apiVersion: "authentication.k8s.io/\(version)"), access: access)
                if let name = answer.status?.userInfo?.username, !name.isEmpty { return Self.shown(name) }
            } catch {
                guard error.status == 404 || error.status == 403, error != .tokenRefused else { throw error }
            }
        }
        return nil
    }

    /// By SelfSubjectAccessReview, or by trying where the cluster does not have it.
    private func mayList(
        _ resource: String, path: String, namespace: String?, access: ClusterAccess
    ) async throws(KubernetesError) -> Bool {
        struct Question: Encodable {
            let apiVersion = "authorization.k8s.io/v1"
            let kind = "SelfSubjectAccessReview"
            let spec: Spec
            struct Spec: Encodable { let resourceAttributes: Attributes }
            struct Attributes: Encodable {
                let verb = "list"
                let resource: String
                let namespace: String?
            }
        }
        struct Answer: Decodable {
            var status: Status
            struct Status: Decodable { var allowed: Bool }
        }
        do {
            let question = Question(spec: .init(resourceAttributes: .init(resource: resource, namespace: namespace)))
            let answer: Answer = try await post(
                "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", question, access: access)
            return answer.status.allowed
        } catch {
            guard error.status == 404 || error.status == 403, error != .tokenRefused else { throw error }
        }
        do {
            let _: WireList<WireItem> = try await get(path + "?limit=1", access: access)
            return true
        } catch {
            guard error.status == 403, error != .tokenRefused else { throw error }
            return false
        }
    }

    /// A name as it may go into a log and the store, whatever answered it: one line, 253 characters at most.
    private static func shown(_ name: String) -> String {
        let scalars = name.unicodeScalars.lazy.filter { $0.properties.generalCategory != .control }.prefix(253)
        return String(String.UnicodeScalarView(scalars))
    }

    /// Whom a JWT names, once the cluster has taken it.
    static func subject(ofToken token: String) -> String? {
        struct Claims: Decodable { var sub: String? }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        var base64 = String(parts[1]).replacing("-", with: "+").replacing("_", with: "/")
        base64 += String(repeating: "=", count: (4 - base64.count % 4) % 4)
        guard let json = Data(base64Encoded: base64) else { return nil }
        return (try? JSONDecoder().decode(Claims.self, from: json))?.sub
    }
}

/// An object of which nothing matters.
struct WireItem: Decodable, Sendable {}
