import Hummingbird
import Packets
import Store

/// `/api/state/history/`: the commands that were run; an analyst sees his own, an admin all.
enum HistoryRoutes {
    static let routes = [
        Route(
            .get, "/api/state/history/", .people,
            query: Set<String>.page.union(["cluster_id", "status", "start", "end"]), list),
        Route(.get, "/api/state/history/{id}/", .people, one),
    ]

    /// Octets of each output in a list; a command by its number has them whole.
    private static let listedOctets = 4_096

    private static func list(_ call: Call) async throws -> Response {
        let account = try call.account
        let request = try PageRequest(call.query)
        let range = try TimeRange(call.query)
        var query = CommandQuery()
        query.accountID = account.role == .admin ? nil : account.id
        query.clusterID = try call.query.integer("cluster_id", 1...Int64.max)
        query.status = try call.query.choice("status", CommandStatus.self)
        query.start = range.start
        query.end = range.end
        query.outputBytes = listedOctets
        let matching = query
        let page = try await call.services.store { store in
            try Page.fetched(request, count: try store.commandCount(matching: matching), position: { [$0.id] }) {
                from, backward, limit in
                var query = matching
                query.page = IDPage(.descending, from: from, backward: backward, limit: limit)
                return try store.commands(matching: query)
            }
        }
        return page.response(call) { json, command in json.object { write(command, into: &$0) } }
    }

    private static func one(_ call: Call) async throws -> Response {
        let account = try call.account
        let id = try call.id("Command")
        // Somebody else's is told no differently than none.
        guard let command = try await call.services.store({ try $0.command(id: id) }),
            account.role == .admin || command.accountID == account.id
        else { throw Problem.notFound("Command") }
        return Response.object { write(command, into: &$0) }
    }

    private static func write(_ command: CommandRecord, into json: inout JSONWriter) {
        json.field("id", command.id)
        json.field("cluster_id", command.clusterID)
        json.field("username", command.username)
        json.field("command", command.command)
        json.field("status", command.status.rawValue)
        json.field("returncode", command.returncode.map(Int64.init))
        json.field("stdout", command.stdout)
        json.field("stderr", command.stderr)
        json.field("truncated", command.truncated)
        json.field("started_at", command.startedAt)
        json.field("ended_at", command.endedAt)
    }
}
