import Foundation

extension KubernetesError {
    /// What an answer other than 200 and 201 means.
    init(_ response: ClusterResponse, token: String) {
        let status = try? JSONDecoder().decode(WireStatus.self, from: response.body)
        let message = Self.message(
            status?.message ?? String(decoding: response.body.prefix(1_000), as: UTF8.self), token: token)
        let said = message.isEmpty ? "no reason given" : message
        let wait = response.retryAfter ?? status?.details?.retryAfterSeconds
        switch response.status {
        case 400: self.init(status: 400, detail: "The cluster refused the request: \(said)")
        case 401: self = .tokenRefused
        case 403: self.init(status: 403, detail: "The cluster denied access: \(said)")
        case 404: self.init(status: 404, detail: "The cluster does not have it: \(said)")
        case 410: self.init(status: 410, detail: "cursor: it has expired in the cluster; begin anew without one")
        case 429:
            self.init(
                status: 503, detail: "The cluster has too many requests; try again later", retryAfter: max(1, wait ?? 1)
            )
        case 500: self.init(status: 502, detail: "The cluster failed: \(said)", retryAfter: wait)
        case 503: self.init(status: 503, detail: "The cluster is unavailable: \(said)", retryAfter: wait)
        case 504: self.init(status: 504, detail: "The cluster timed out: \(said)", retryAfter: wait)
        default: self.init(status: 502, detail: "The cluster answered \(response.status): \(said)")
        }
    }

    static let tokenRefused = KubernetesError(
        status: 403,
        detail:
            "The cluster refused the Kubernetes token: it is wrong, has expired or was revoked; bind a new one with "
            + "POST /api/auth/k8s/account/bind/")

    /// One line of at most 500 characters, without the token.
    private static func message(_ text: String, token: String) -> String {
        let line = text.split(whereSeparator: { $0.isWhitespace || $0.isNewline }).joined(separator: " ")
        let printable = line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
        var safe = String(String.UnicodeScalarView(printable))
        // A shorter one is no token of Kubernetes, and may be a word of the message.
        if token.utf8.count >= 16 { safe = safe.replacing(token, with: "[token]") }
        return safe.count > 500 ? safe.prefix(500) + "…" : safe
    }
}
