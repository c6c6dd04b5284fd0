import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A JSON answer.
    init(_ writer: JSONWriter, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) {
        self.init(writer.bytes, type: "application/json", status: status, headers: headers)
    }

    /// An answer of this type that stands in memory.
    init(
        _ bytes: some Sequence<UInt8>, type: String, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) {
        var headers = headers
        headers[.contentType] = type
        self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A JSON object as the answer.
    static func object(
        status: HTTPResponse.Status = .ok, _ body: (inout JSONWriter) throws -> Void
    ) rethrows -> Response {
        var writer = JSONWriter()
        try writer.object(body)
        return Response(writer, status: status)
    }

    /// 204.
    static var noContent: Response { Response(status: .noContent) }
}
