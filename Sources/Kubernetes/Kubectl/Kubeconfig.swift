import Foundation

/// The file that tells kubectl where the cluster is and who asks.
enum Kubeconfig {
    /// JSON, which is YAML too but for an escaped slash, and leaves nothing to quote.
    static func text(_ access: ClusterAccess, namespace: String) throws -> String {
        var cluster: [String: Any] = ["server": access.address.url]
        if access.address.insecureSkipTLSVerify {
            cluster["insecure-skip-tls-verify"] = true
        } else if let pem = access.address.caCertificate {
            cluster["certificate-authority-data"] = Data(pem.utf8).base64EncodedString()
        }
        let file: [String: Any] = [
            "apiVersion": "v1", "kind": "Config", "current-context": "weir", "preferences": [String: Any](),
            "clusters": [["name": "weir", "cluster": cluster]],
            "users": [["name": "weir", "user": ["token": access.token]]],
            "contexts": [["name": "weir", "context": ["cluster": "weir", "user": "weir", "namespace": namespace]]],
        ]
        return String(
            decoding: try JSONSerialization.data(
                withJSONObject: file, options: [.sortedKeys, .withoutEscapingSlashes]), as: UTF8.self)
    }
}
