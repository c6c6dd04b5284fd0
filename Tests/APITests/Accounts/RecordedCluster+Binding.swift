import Foundation
import Testing

extension RecordedCluster {
    /// Makes it known to a server; its number there.
    func register(_ server: RunningServer, _ token: String, name: String = "recorded") throws -> Int {
        let body = try JSONSerialization.data(withJSONObject: [
            "name": name, "api_server": "127.0.0.1", "port": port, "ca_cert": authority,
        ])
        let answer = try server.post(
            "/api/runtime/clusters/register/", token: token, String(decoding: body, as: UTF8.self))
        return try #require(answer.id, "\(answer.body)")
    }

    /// Binds an account of the recording; the answer as it comes.
    func bind(_ server: RunningServer, _ token: String, _ account: String, _ cluster: Int) throws -> Answer {
        try server.post(
            "/api/auth/k8s/account/bind/", token: token, #"{"cluster_id":\#(cluster),"token":"\#(account)"}"#)
    }
}
