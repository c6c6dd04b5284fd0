import HTTPTypes
import Hummingbird

/// An error that the client is told: a status, and why in words.
struct Problem: Error, Sendable {
    var status: HTTPResponse.Status
    /// What is wrong and, where that is not plain, what to do.
    var detail: String
    var headers: HTTPFields = [:]

    init(_ status: HTTPResponse.Status, _ detail: String, headers: HTTPFields = [:]) {
        self.status = status
        self.detail = detail
        self.headers = headers
    }

    /// 400: the field's name and what was expected.
    static func invalid(_ field: String, _ expected: String) -> Problem {
        Problem(.badRequest, "\(field): expected \(expected)")
    }

    /// 400: a field that has to be there.
    static func missing(_ field: String) -> Problem { Problem(.badRequest, "\(field) is required") }

    static func notFound(_ what: String) -> Problem { Problem(.notFound, "\(what) not found") }

    /// 401, with the challenge that RFC 9110 §11.6.1 asks for.
    static func unauthorized(_ detail: String) -> Problem {
        Problem(.unauthorized, detail, headers: [.wwwAuthenticate: "Bearer"])
    }

    /// A status with the seconds after which to try again (RFC 9110 §10.2.3).
    static func later(_ status: HTTPResponse.Status, _ detail: String, seconds: Int) -> Problem {
        Problem(status, detail, headers: [.retryAfter: "\(max(1, seconds))"])
    }

    /// The answer: `{"detail": …}`.
    var response: Response {
        var writer = JSONWriter()
        writer.object { $0.field("detail", detail) }
        return Response(writer, status: status, headers: headers)
    }
}
