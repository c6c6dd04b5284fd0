import HTTPTypes
import Hummingbird
import Store

/// The validator of a list (RFC 9110 §8.8.3). Weak: the seconds that are left to an entry are in some forms, and count down.
struct EntityTag: Sendable, Equatable {
    let text: String

    init(_ version: ListVersion) {
        text = "W/\"\(version.sequence)-\(version.overdue?.nanoseconds ?? 0)\""
    }

    /// `no-cache`: may be kept, and has to be validated each time.
    var headers: HTTPFields { [.eTag: text, .cacheControl: "no-cache"] }

    var notModified: Response { Response(status: .notModified, headers: headers) }

    /// Whether the client has what this tag stands for. The comparison is weak, as RFC 9110 §13.1.2 wants it.
    func isKnown(to request: Request) -> Bool {
        request.headers[values: .ifNoneMatch].contains { value in
            value.split(separator: ",").contains { tag in
                let tag = tag.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
                return String(tag) == "*" || opaque(String(tag)) == opaque(text)
            }
        }
    }

    private func opaque(_ tag: String) -> String { tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag }
}
