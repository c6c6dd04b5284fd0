import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL

extension KubernetesClient {
    /// What an error below HTTP means.
    func failure(_ error: any Error, address: ClusterAddress) async -> KubernetesError {
        let place = "The cluster at \(address.url)"
        switch error {
        case let error as KubernetesError: return error
        case let error as HTTPClientError: return failure(error, place: place)
        case is CancellationError:
            return KubernetesError(status: 504, detail: "\(place) was not waited for: the request was given up")
        case let error as NIOConnectionError where error.connectionErrors.isEmpty:
            return KubernetesError(
                status: 502, detail: "\(place) is unknown: no DNS server knows the name \(address.host)")
        case let error as NIOConnectionError:
            if error.connectionErrors.contains(where: { $0.error is ChannelError }) {
                return KubernetesError(status: 504, detail: "\(place) does not answer: connecting timed out")
            }
            let reasons = error.connectionErrors.compactMap { ($0.error as? IOError).map { Self.reason($0) } }
            return KubernetesError(
                status: 502, detail: "\(place) cannot be reached: \(reasons.first ?? "connecting failed")")
        case is NIOTooManyBytesError:
            return KubernetesError(
                status: 502, detail: "\(place) answered more than \(configuration.maximumResponseBytes) bytes")
        case is ChannelError:
            return KubernetesError(status: 504, detail: "\(place) does not answer: connecting timed out")
        case let error as IOError:
            return KubernetesError(status: 502, detail: "\(place) cannot be reached: \(Self.reason(error))")
        case is NIOSSLExtraError, is NIOSSLError, is BoringSSLError:
            let reason = await reason(ofTLSFailure: error, address: address)
            return KubernetesError(
                status: 502,
                detail:
                    "\(place) is not trusted: \(reason). Register the cluster with its own roots as ca_cert, or with "
                    + "insecure_skip_tls_verify, which lets others read tokens")
        default:
            let kind = String(describing: type(of: error))
            if kind.contains("Decompression") {
                return KubernetesError(
                    status: 502,
                    detail: "\(place) answered more than \(configuration.maximumResponseBytes) bytes, or damaged ones")
            }
            return KubernetesError(
                status: 502, detail: "\(place) cannot be understood: it does not speak HTTP (\(kind))")
        }
    }

    private func failure(_ error: HTTPClientError, place: String) -> KubernetesError {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
            return KubernetesError(status: 504, detail: "\(place) does not answer: connecting timed out")
        case .deadlineExceeded, .readTimeout, .writeTimeout:
            return KubernetesError(
                status: 504,
                detail: "\(place) did not answer within \(configuration.requestTimeout.components.seconds) s")
        case .remoteConnectionClosed:
            return KubernetesError(status: 502, detail: "\(place) closed the connection without an answer")
        case .cancelled, .requestStreamCancelled:
            return KubernetesError(status: 504, detail: "\(place) was not waited for: the request was given up")
        case .alreadyShutdown: return KubernetesError(status: 503, detail: "Weir is shutting down")
        default:
            return KubernetesError(status: 502, detail: "\(place) cannot be asked: \(error.shortDescription)")
        }
    }

    private static func reason(_ error: IOError) -> String {
        switch error.errnoCode {
        case 111: "the connection was refused"
        case 113, 101: "there is no route to it"
        case 104: "it reset the connection"
        default: "error \(error.errnoCode) of the system"
        }
    }
}
