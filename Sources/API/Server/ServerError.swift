/// Why the server cannot start.
public enum ServerError: Error, Sendable, CustomStringConvertible {
    case cannotListen(address: String, reason: String)
    case certificateUnusable(certificate: String, key: String, reason: String)

    public var description: String {
        switch self {
        case .cannotListen(let address, let reason):
            "cannot listen on \(address): \(reason); choose another with --listen"
        case .certificateUnusable(let certificate, let key, let reason):
            "the certificate \(certificate.debugDescription) with the key \(key.debugDescription) cannot be used: "
                + "\(reason); give --tls-certificate and --tls-key PEM files that belong together"
        }
    }
}
