import Foundation

extension KubernetesClient {
    /// How clusters are asked.
    public struct Configuration: Sendable {
        /// PEM with roots that are trusted besides the system's where a cluster has none of its own. Left out where the
        /// file is missing; by default that of a pod's service account.
        public var extraRootsPath: String
        /// For TCP and TLS together.
        public var connectTimeout: Duration
        /// For a request, connecting and its whole answer included.
        public var requestTimeout: Duration
        /// For all pages of a list that is read whole.
        public var listTimeout: Duration
        /// Of one answer, unpacked.
        public var maximumResponseBytes: Int
        /// Objects in a page of a list that is read whole.
        public var pageSize: Int
        /// Of a list that is read whole; beyond that it is an error.
        public var maximumItems: Int
        /// Pages of such a list; beyond that it is an error.
        public var maximumPages: Int
        /// Sets of connections, one for each set of roots. The one unused for longest is closed.
        public var maximumPools: Int
        /// Calls at once, over all clusters; further ones wait.
        public var maximumConcurrent: Int
        /// The clock that ages are told by.
        public var now: @Sendable () -> Date

        public init(
            extraRootsPath: String = "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
            connectTimeout: Duration = .seconds(5), requestTimeout: Duration = .seconds(15),
            listTimeout: Duration = .seconds(60), maximumResponseBytes: Int = 32 << 20, pageSize: Int = 500,
            maximumItems: Int = 100_000, maximumPages: Int = 1_000, maximumPools: Int = 32, maximumConcurrent: Int = 8,
            now: @escaping @Sendable () -> Date = { Date() }
        ) {
            self.extraRootsPath = extraRootsPath
            self.connectTimeout = connectTimeout
            self.requestTimeout = requestTimeout
            self.listTimeout = listTimeout
            self.maximumResponseBytes = maximumResponseBytes
            self.pageSize = pageSize
            self.maximumItems = maximumItems
            self.maximumPages = maximumPages
            self.maximumPools = maximumPools
            self.maximumConcurrent = maximumConcurrent
            self.now = now
        }
    }
}
