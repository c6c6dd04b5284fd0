import Detection
import Enforcement
import Hummingbird
import NIOCore
import Packets
import Store

/// The whole blacklist as a stream, in memory for one page of it.
struct BlacklistExport: Sendable {
    let call: Call
    let format: ListFormat
    let tag: EntityTag
    let now: Timestamp

    /// Entries read from the store at a time.
    private static let pageRows = 2_000
    /// The same for whole entries, which are larger.
    private static let lineRows = 500

    func response() async throws -> Response {
        for name in ["origin", "ip", "cidr", "sensor", "limit", "cursor"] where call.query[name] != nil {
            throw Problem(.badRequest, "\(name): expected only with format=json")
        }
        let chosen = try call.query.choice("action", BlacklistEntry.Action.self)
        var headers = tag.headers
        headers[.contentType] = format.contentType
        guard let form = format.blocklist else {
            let simulated = try call.query.boolean("simulated")
            let only = simulated == true
            let selection = ListedSelection(
                activeAt: now, actions: chosen.map { [$0] } ?? Set(BlacklistEntry.Action.allCases),
                includesSimulated: simulated != false)
            if tag.isKnown(to: call.request) { return tag.notModified }
            return Response(status: .ok, headers: headers, body: try await lines(selection, simulatedOnly: only))
        }
        if call.query["simulated"] != nil {
            throw Problem(.badRequest, "simulated: expected only with format=json or ndjson")
        }
        if tag.isKnown(to: call.request) { return tag.notModified }
        let selection = ListedSelection(activeAt: now, actions: [chosen ?? .block])
        return Response(status: .ok, headers: headers, body: try await blocklist(form, selection))
    }

    /// The first page is read before the answer begins, so that a store that fails is a 5xx and no short list.
    private func blocklist(_ form: BlocklistFormat, _ selection: ListedSelection) async throws -> ResponseBody {
        let (store, now) = (call.services.store, now)
        let allowlist = try await store { try $0.allowlist(activeAt: now).map(\.prefix) }
        let first = try await store { try $0.listedPage(selection, limit: Self.pageRows) }
        return ResponseBody { writer in
            var text = BlocklistWriter(form, allowlist: allowlist, actions: selection.actions)
            var bytes: [UInt8] = []
            text.begin(into: &bytes)
            var page = first
            while true {
                for row in page {
                    text.append(ExportEntry(row, now: now), into: &bytes)
                }
                guard page.count == Self.pageRows, let last = page.last?.prefix else { break }
                try await writer.write(ByteBuffer(bytes: bytes))
                bytes.removeAll(keepingCapacity: true)
                page = try await store { try $0.listedPage(selection, after: last, limit: Self.pageRows) }
            }
            text.end(into: &bytes)
            try await writer.write(ByteBuffer(bytes: bytes))
            try await writer.finish(nil)
        }
    }

    private func lines(_ selection: ListedSelection, simulatedOnly: Bool) async throws -> ResponseBody {
        let store = call.services.store
        let first = try await store { try $0.listedEntries(selection, afterID: nil, limit: Self.lineRows) }
        return ResponseBody { writer in
            var json = JSONWriter(capacity: 1 << 16)
            var page = first
            while true {
                for entry in page where entry.entry.simulated || !simulatedOnly {
                    json.entry(entry)
                    json.newline()
                }
                try await writer.write(ByteBuffer(bytes: json.bytes))
                json.clear()
                guard page.count == Self.lineRows, let last = page.last?.id else { break }
                page = try await store { try $0.listedEntries(selection, afterID: last, limit: Self.lineRows) }
            }
            try await writer.finish(nil)
        }
    }
}

extension ExportEntry {
    /// Seconds left are rounded up: an entry in force has at least one.
    init(_ row: ListedRow, now: Timestamp) {
        self.init(prefix: row.prefix, action: row.action, secondsLeft: Self.seconds(until: row.expiresAt, from: now))
    }

    static func seconds(until end: Timestamp?, from now: Timestamp) -> Int64? {
        end.map { max(1, ($0.nanoseconds(since: now) + 999_999_999) / 1_000_000_000) }
    }
}
