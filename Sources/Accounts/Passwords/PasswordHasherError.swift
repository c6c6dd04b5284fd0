/// Why a password was not hashed or compared.
public enum PasswordHasherError: Error, Hashable, Sendable {
    /// As many as may wait do; nothing was done. For a 503 with `Retry-After`.
    case busy
    /// There was no memory for it.
    case failed

    /// What is wrong and what to do.
    public var message: String {
        switch self {
        case .busy: "Too many logins at once; try again in \(PasswordHasher.retrySeconds) seconds"
        case .failed: "The password could not be hashed for want of memory; try again"
        }
    }
}
