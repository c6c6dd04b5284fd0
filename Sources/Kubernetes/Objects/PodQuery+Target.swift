extension PodQuery {
    /// Path and query of the cluster's list.
    var target: String {
        get throws(KubernetesError) {
            guard (1...1_000).contains(limit) else {
                throw KubernetesError(status: 400, detail: "limit: expected 1…1000, not \(limit)")
            }
            var path = "/api/v1/pods"
            if let namespace, !namespace.isEmpty {
                guard Self.isNamespace(namespace) else {
                    throw KubernetesError(
                        status: 400, detail: "namespace: expected at most 63 of a-z, 0-9 and -, with no - at the ends")
                }
                path = "/api/v1/namespaces/\(namespace)/pods"
            }
            var parameters = [("limit", String(limit))]
            if let labelSelector, !labelSelector.isEmpty {
                guard labelSelector.utf8.count <= 4_096 else {
                    throw KubernetesError(status: 400, detail: "label_selector: expected at most 4096 octets")
                }
                parameters.append(("labelSelector", labelSelector))
            }
            if let cursor, !cursor.isEmpty {
                guard cursor.utf8.count <= 4_096 else {
                    throw KubernetesError(status: 400, detail: "cursor: expected at most 4096 octets")
                }
                parameters.append(("continue", cursor))
            }
            return path + QueryText.make(parameters)
        }
    }

    /// Whether the text can be a namespace's name (RFC 1123 label).
    public static func isNamespace(_ text: String) -> Bool {
        (1...63).contains(text.utf8.count) && text.first != "-" && text.last != "-"
            && text.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
            }
    }
}
