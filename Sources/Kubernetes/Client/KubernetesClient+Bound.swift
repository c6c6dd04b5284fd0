extension KubernetesClient {
    /// Runs a call once there is room for it: what clusters answer stands in memory while it is read.
    ///
    /// - Throws: status 503 where there is none within the longest wait.
    func bounded<Value: Sendable>(
        _ call: () async throws(KubernetesError) -> Value
    ) async throws(KubernetesError) -> Value {
        guard await slots.take() else {
            throw KubernetesError(
                status: 503, detail: "Too many requests to clusters at once; try again", retryAfter: 5)
        }
        defer { slots.giveBack() }
        return try await call()
    }
}
