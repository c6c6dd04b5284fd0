import Hummingbird
import NIOCore
import Store

/// All samples that match as a stream, in memory for one page of them.
struct TrafficExport: Sendable {
    let call: Call
    let query: SampleQuery

    /// Samples read from the store at a time.
    private static let pageRows = 1_000

    /// A JSON object a line.
    func lines() async throws -> Response {
        try await response("application/x-ndjson", head: "") { sample, bytes, json in
            json.clear()
            json.sample(sample)
            bytes.append(contentsOf: json.bytes)
            bytes.append(UInt8(ascii: "\n"))
        }
    }

    /// RFC 4180, with a head.
    func table() async throws -> Response {
        try await response("text/csv; charset=utf-8; header=present", head: SampleTable.head) { sample, bytes, _ in
            SampleTable.append(sample, to: &bytes)
        }
    }

    private func response(
        _ type: String, head: String,
        _ append: @escaping @Sendable (TrafficSample, inout [UInt8], inout JSONWriter) -> Void
    ) async throws -> Response {
        for name in Set<String>.page.sorted() where call.query[name] != nil {
            throw Problem(.badRequest, "\(name): expected only with format=json")
        }
        let store = call.services.store
        var paged = query
        paged.limit = Self.pageRows
        let whole = paged
        // Before the answer begins, so that a store that fails is a 5xx and no short file.
        let first = try await store { try $0.samples(matching: whole) }
        let body = ResponseBody { writer in
            var bytes = Array(head.utf8)
            var json = JSONWriter()
            var page = first
            while true {
                for sample in page { append(sample, &bytes, &json) }
                try await writer.write(ByteBuffer(bytes: bytes))
                bytes.removeAll(keepingCapacity: true)
                guard page.count == Self.pageRows, let key = page.last?.key else { break }
                var next = whole
                next.after = key
                let query = next
                page = try await store { try $0.samples(matching: query) }
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: type], body: body)
    }
}
