import Foundation

extension KubectlRunner {
    /// How kubectl is run.
    public struct Configuration: Sendable {
        /// A path, or a name to look for in `PATH`.
        public var path: String
        /// Private files lie in it, for as long as a command runs. Made with mode 0700. No two processes may share it.
        public var workFolder: String
        /// PEM with roots to trust besides the system's where a cluster has none of its own, as the
        /// client's. Left out where the file is missing.
        public var extraRootsPath: String?
        /// After that a command is ended.
        public var timeout: Duration
        /// How long one that is ended has to go by itself before it is killed.
        public var grace: Duration
        /// Of standard output and of standard error, each.
        public var maximumOutputBytes: Int
        /// Commands at once.
        public var maximumConcurrent: Int
        /// Commands that wait for their turn; the next is refused.
        public var maximumWaiting: Int
        /// For how long one waits for its turn.
        public var maximumWait: Duration

        public init(
            path: String = "kubectl", workFolder: String = NSTemporaryDirectory() + "/weir-kubectl",
            extraRootsPath: String? = "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
            timeout: Duration = .seconds(30),
            grace: Duration = .seconds(2), maximumOutputBytes: Int = 1 << 20, maximumConcurrent: Int = 4,
            maximumWaiting: Int = 16, maximumWait: Duration = .seconds(10)
        ) {
            self.path = path
            self.workFolder = workFolder
            self.extraRootsPath = extraRootsPath
            self.timeout = timeout
            self.grace = grace
            self.maximumOutputBytes = maximumOutputBytes
            self.maximumConcurrent = maximumConcurrent
            self.maximumWaiting = maximumWaiting
            self.maximumWait = maximumWait
        }
    }
}
