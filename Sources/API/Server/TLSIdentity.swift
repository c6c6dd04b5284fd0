import NIOSSL

/// The server's certificate chain and private key, read once: before the process gives up the rights to read them.
public struct TLSIdentity: Sendable {
    /// TLS 1.2 and later.
    let configuration: TLSConfiguration

    /// Reads two PEM files; throws `ServerError.certificateUnusable`.
    public init(certificateFile: String, keyFile: String) throws(ServerError) {
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(certificateFile)
            let key = try NIOSSLPrivateKey(file: keyFile, format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            // Tells at once where the two do not belong together.
            _ = try NIOSSLContext(configuration: configuration)
            self.configuration = configuration
        } catch {
            throw .certificateUnusable(certificate: certificateFile, key: keyFile, reason: "\(error)")
        }
    }
}
