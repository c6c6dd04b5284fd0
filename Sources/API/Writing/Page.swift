import Foundation
import HTTPTypes
import Hummingbird
import Store

/// A page of a list: `{"count", "next", "previous", "results"}`.
struct Page<Item: Sendable>: Sendable {
    /// All that match, not only these.
    var count: Int
    var items: [Item]
    /// Positions in the list for the pages beside; nil where there is none.
    var next: String?
    var previous: String?

    /// The answer. The links repeat the request's parameters, with another `cursor`.
    func response(
        _ call: Call, headers: HTTPFields = [:], _ each: (inout JSONWriter, Item) throws -> Void
    ) rethrows -> Response {
        var writer = JSONWriter(capacity: 256 * (items.count + 1))
        try writer.object { json in
            json.field("count", Int64(count))
            json.field("next", next.map { Self.link(call, cursor: $0) })
            json.field("previous", previous.map { Self.link(call, cursor: $0) })
            json.key("results")
            try json.array(items, each)
        }
        return Response(writer, headers: headers)
    }

    private static func link(_ call: Call, cursor: String) -> String {
        let kept = call.query.text.split(separator: "&").filter { part in
            part.split(separator: "=").first?.removingPercentEncoding != "cursor"
        }
        let parameters = kept + ["cursor=\(cursor)"]
        return call.client.origin + call.request.uri.path + "?" + parameters.joined(separator: "&")
    }
}

extension IDPage {
    /// Rows from the number `from` on: in `order`, or against it for the page before that number.
    init(_ order: SampleQuery.Order, from: [Int64]?, backward: Bool, limit: Int) {
        let isAscending = (order == .ascending) != backward
        self.init(
            order: isAscending ? .ascending : .descending, afterID: isAscending ? from?[0] : nil,
            beforeID: isAscending ? nil : from?[0], limit: limit)
    }
}

extension Page {
    /// The page that a request asks for, from `fetch`, which gives at most so many items from a position on, in the
    /// list's order or, for the page before a position, against it.
    static func fetched(
        _ request: PageRequest, count: Int, position: (Item) -> [Int64],
        _ fetch: (_ from: [Int64]?, _ isBackward: Bool, _ limit: Int) throws -> [Item]
    ) rethrows -> Page {
        let isBackward = request.cursor?.isBackward ?? false
        var items = try fetch(request.cursor?.position, isBackward, request.limit + 1)
        let isCut = items.count > request.limit
        if isCut { items.removeLast() }
        if isBackward { items.reverse() }
        let hasNext = isBackward || isCut
        let hasPrevious = isBackward ? isCut : request.cursor != nil
        return Page(
            count: count, items: items,
            next: hasNext ? items.last.map { Cursor(position($0), isBackward: false).text } : nil,
            previous: hasPrevious ? items.first.map { Cursor(position($0), isBackward: true).text } : nil)
    }
}
