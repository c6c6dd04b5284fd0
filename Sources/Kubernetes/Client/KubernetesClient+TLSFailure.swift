import Foundation
import NIOCore
import NIOPosix
import NIOSSL

extension KubernetesClient {
    /// Why a server's certificate was not accepted.
    ///
    /// BoringSSL only says that it was not, so its certificate is fetched once more to look at its dates. No token is
    /// sent then.
    func reason(ofTLSFailure error: any Error, address: ClusterAddress) async -> String {
        let text = String(describing: error)
        if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
            return "its certificate is for another name than \(address.host)"
        }
        guard text.contains("CERTIFICATE_VERIFY_FAILED") else {
            return text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST")
                ? "it does not speak TLS" : "TLS failed (\(Self.shortened(text)))"
        }
        guard let leaf = await leafCertificate(of: address) else { return "its certificate was refused" }
        let now = time_t(configuration.now().timeIntervalSince1970)
        if leaf.notValidAfter < now { return "its certificate has expired" }
        if leaf.notValidBefore > now { return "its certificate is not valid yet" }
        return "its certificate was issued by an unknown authority"
    }

    /// Letters of the errors of BoringSSL, at most 200.
    private static func shortened(_ text: String) -> String {
        String(text.filter { $0.isASCII && !$0.isNewline }.prefix(200))
    }

    private func leafCertificate(of address: ClusterAddress) async -> NIOSSLCertificate? {
        let group = MultiThreadedEventLoopGroup.singleton
        let found = group.next().makePromise(of: NIOSSLCertificate?.self)
        let handlerName =
            address.host.contains(where: { $0.isLetter }) && !address.host.contains(":") ? address.host : nil
        do {
            let context = try NIOSSLContext(configuration: .makeClientConfiguration())
            let channel = try await ClientBootstrap(group: group)
                .connectTimeout(.init(configuration.connectTimeout))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let handler = try NIOSSLClientHandler(
                            context: context, serverHostname: handlerName,
                            customVerificationCallback: { chain, answer in
                                found.succeed(chain.first)
                                answer.succeed(.failed)
                            })
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                }
                .connect(host: address.host, port: address.port).get()
            let timer = channel.eventLoop.scheduleTask(in: .init(configuration.connectTimeout)) { found.succeed(nil) }
            channel.closeFuture.whenComplete { _ in found.succeed(nil) }
            let leaf = try await found.futureResult.get()
            timer.cancel()
            channel.close(promise: nil)
            return leaf
        } catch {
            found.succeed(nil)
            return nil
        }
    }
}
