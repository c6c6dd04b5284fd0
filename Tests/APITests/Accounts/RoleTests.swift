import Foundation
import TestSupport
import Testing

/// What each role may.
@Suite struct RoleTests {
    let server: RunningServer
    let admin: String

    init() throws {
        server = try RunningServer()
        admin = try server.register("admin")
    }

    /// What reads the lists.
    private static let reading = [
        "GET /api/anomaly/blacklist/", "GET /api/anomaly/blacklist/1/", "GET /api/anomaly/blacklist/?format=plain",
        "GET /api/anomaly/blacklist/?since=0", "GET /api/anomaly/allowlist/", "GET /api/anomaly/allowlist/1/",
        "GET /api/anomaly/allowlist/?format=nft",
    ]
    /// What only people may.
    private static let people = [
        "POST /api/auth/password/", "POST /api/auth/k8s/account/bind/", "GET /api/auth/k8s/account/",
        "DELETE /api/auth/k8s/account/1/", "POST /api/runtime/clusters/register/", "GET /api/runtime/clusters/",
        "GET /api/runtime/clusters/1/", "GET /api/runtime/nodes/?cluster_id=1", "GET /api/runtime/pods/?cluster_id=1",
        "GET /api/runtime/resources/?cluster_id=1", "POST /api/state/command/", "GET /api/state/history/",
        "GET /api/state/history/1/", "POST /api/anomaly/blacklist/", "PATCH /api/anomaly/blacklist/1/",
        "DELETE /api/anomaly/blacklist/1/", "POST /api/anomaly/allowlist/", "PATCH /api/anomaly/allowlist/1/",
        "DELETE /api/anomaly/allowlist/1/", "GET /api/anomaly/traffic/", "GET /api/anomaly/traffic/1/",
        "GET /api/anomaly/traffic/1/pcap/",
    ]

    /// Makes a call, with a body where it takes one that is wrong in itself: what may not is refused before that.
    private func call(_ call: String, _ token: String) throws -> Answer {
        let parts = call.split(separator: " ").map(String.init)
        let hasBody = ["POST", "PATCH"].contains(parts[0])
        return try server.send(parts[0], parts[1], token: token, json: hasBody ? "{}" : nil)
    }

    private func allowed(_ calls: [String], _ token: String) throws {
        for name in calls {
            let answer = try call(name, token)
            #expect([200, 400, 404].contains(answer.status), "\(name): \(answer.status) \(answer.body)")
        }
    }

    private func refused(_ calls: [String], _ token: String, _ why: String) throws {
        for name in calls {
            let answer = try call(name, token)
            #expect(answer.status == 403, "\(name)")
            #expect(answer.body == #"{"detail":"\#(why)"}"#, "\(name)")
        }
    }

    @Test func analystsMayAllButRemoveClusters() throws {
        let analyst = try server.register("analyst")
        try allowed(Self.reading + Self.people, analyst)
        try refused(["DELETE /api/runtime/clusters/1/"], analyst, "This needs the role admin")
    }

    @Test func adminsMayAll() throws {
        try allowed(Self.reading + Self.people + ["DELETE /api/runtime/clusters/1/"], admin)
    }

    @Test func enforcersReadTheListsOnly() throws {
        let enforcer = try server.serviceToken("gateway", role: "enforcer")
        try allowed(Self.reading + ["GET /api/auth/me/"], enforcer)
        try refused(Self.people, enforcer, "This needs the role admin or analyst")
        try refused(["DELETE /api/runtime/clusters/1/"], enforcer, "This needs the role admin")
    }

    @Test func enforcersFollowTheStream() throws {
        let enforcer = try server.serviceToken("gateway", role: "enforcer")
        let body = #"{"ip":"192.0.2.1","action":"block","reason":"a test"}"#
        #expect(try server.post("/api/anomaly/blacklist/", token: admin, body).status == 201)
        let outcome = try Program.execute([
            "sh", "-c", #"curl -sN --max-time 60 -H "Authorization: Bearer $0" "$1" | grep -m1 '^event:'"#, enforcer,
            server.url + "/api/anomaly/blacklist/stream/?since=0",
        ])
        #expect(outcome.output == "event: add\n")
    }

    @Test func sensorsSeeThemselvesOnly() throws {
        let sensor = try server.serviceToken("node-1", role: "sensor")
        try allowed(["GET /api/auth/me/"], sensor)
        let readers = "This needs the role admin or analyst or enforcer"
        try refused(Self.reading + ["GET /api/anomaly/blacklist/stream/"], sensor, readers)
        try refused(Self.people, sensor, "This needs the role admin or analyst")
    }

    @Test func lastAdminStaysOne() throws {
        for arguments in [["role", "admin", "analyst"], ["remove", "admin"]] {
            let outcome = try Program.run(["user"] + arguments + ["--data", server.data])
            #expect(outcome.status == 1)
        }
        #expect(try server.me(admin)["role"] as? String == "admin")
    }
}
