import Foundation
import TestSupport
import Testing

/// One user sees nothing of another's accounts in clusters, nor of his commands.
@Suite struct IsolationTests {
    let cluster: RecordedCluster
    let server: RunningServer
    let admin: String
    let anna: String
    let boris: String
    let id: Int

    init() throws {
        cluster = try RecordedCluster()
        let folder = try TemporaryFolder()
        // Says who it is, as kubectl would by what it may.
        let kubectl = folder.write("kubectl", "#!/bin/sh\necho output of the words \"$@\"\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: kubectl)
        server = try RunningServer(["--kubectl", kubectl], folder: folder)
        admin = try server.register("admin")
        anna = try server.register("anna")
        boris = try server.register("boris")
        id = try cluster.register(server, admin)
    }

    private func bindings(_ token: String) throws -> [Int] {
        let answer = try server.get("/api/auth/k8s/account/", token: token)
        try #require(answer.status == 200)
        let ids = answer.results.compactMap { $0["id"] as? Int }
        #expect(answer["count"] as? Int == ids.count)
        return ids
    }

    private func run(_ words: String, _ token: String) throws -> Int {
        let body = #"{"cluster_id":\#(id),"command":"kubectl \#(words)"}"#
        let answer = try server.post("/api/state/command/", token: token, body)
        return try #require(answer.id, "\(answer.body)")
    }

    private func history(_ token: String, _ query: String = "") throws -> [Int] {
        let answer = try server.get("/api/state/history/\(query)", token: token)
        try #require(answer.status == 200, "\(answer.body)")
        let ids = answer.results.compactMap { $0["id"] as? Int }
        #expect(answer["count"] as? Int == ids.count)
        return ids
    }

    @Test func bindingsAreTheirOwnersAlone() throws {
        let hers = try #require(try cluster.bind(server, anna, "weir-sa", id).id)
        let none = "No Kubernetes account is bound to this cluster; bind one with POST /api/auth/k8s/account/bind/"
        for token in [boris, admin] {
            #expect(try bindings(token) == [])
            for path in ["nodes", "pods", "resources"] {
                let answer = try server.get("/api/runtime/\(path)/?cluster_id=\(id)", token: token)
                #expect(answer.status == 403)
                #expect(answer.detail == none)
            }
            let command = #"{"cluster_id":\#(id),"command":"kubectl get pods"}"#
            #expect(try server.post("/api/state/command/", token: token, command).detail == none)
            // Not even an admin takes it away, and nobody learns that it is there.
            let answer = try server.send("DELETE", "/api/auth/k8s/account/\(hers)/", token: token)
            #expect(answer.status == 404)
            #expect(answer.body == #"{"detail":"Account not found"}"#)
        }
        #expect(try bindings(anna) == [hers])
        #expect(try server.get("/api/runtime/nodes/?cluster_id=\(id)", token: anna).status == 200)
        #expect(try server.send("DELETE", "/api/auth/k8s/account/\(hers)/", token: anna).status == 204)
        #expect(try bindings(anna) == [])
    }

    @Test func eachBindsHisOwnAccount() throws {
        let hers = try cluster.bind(server, anna, "weir-sa", id)
        let his = try cluster.bind(server, boris, "narrow-sa", id)
        #expect(hers.status == 201)
        #expect(his.status == 201)
        #expect(hers["account"] as? String == "system:serviceaccount:default:weir-sa")
        #expect(his["account"] as? String == "system:serviceaccount:default:narrow-sa")
        #expect(try bindings(anna) == [try #require(hers.id)])
        #expect(try bindings(boris) == [try #require(his.id)])
        // What each may is what his account may.
        #expect(try server.get("/api/runtime/nodes/?cluster_id=\(id)", token: anna).status == 200)
        #expect(try server.get("/api/runtime/nodes/?cluster_id=\(id)", token: boris).status == 403)
    }

    @Test func sealedTokenOpensInNoOtherRow() throws {
        _ = try cluster.bind(server, anna, "weir-sa", id)
        _ = try cluster.bind(server, boris, "nobody-sa", id)
        // Boris has got at the store, but not at the key.
        try server.execute(
            "UPDATE cluster_binding SET sealed_token = (SELECT sealed_token FROM cluster_binding WHERE id = 1)")
        let answer = try server.get("/api/runtime/nodes/?cluster_id=\(id)", token: boris)
        #expect(answer.status == 403)
        #expect(
            answer.detail
                == "The stored token cannot be opened with this server's secret; bind the account again")
        #expect(try server.get("/api/runtime/nodes/?cluster_id=\(id)", token: anna).status == 200)
    }

    @Test func commandsAreTheirOwnersAndTheAdmins() throws {
        for token in [anna, boris] { _ = try cluster.bind(server, token, "weir-sa", id) }
        let hers = [try run("get pods", anna), try run("get nodes", anna)]
        let his = [try run("get services", boris)]
        #expect(try history(anna) == hers.reversed())
        #expect(try history(boris) == his)
        #expect(try history(admin) == his + hers.reversed())
        #expect(try history(boris, "?cluster_id=\(id)&status=done&start=2000-01-01") == his)
        // A cursor is a place, not a right.
        let page = try server.get("/api/state/history/?limit=1", token: anna)
        let next = try #require((page["next"] as? String)?.split(separator: "?").last)
        let others = try server.get("/api/state/history/?\(next)", token: boris)
        #expect(!others.results.contains { hers.contains($0["id"] as? Int ?? 0) })
        for command in hers {
            let answer = try server.get("/api/state/history/\(command)/", token: boris)
            #expect(answer.status == 404)
            #expect(answer.body == #"{"detail":"Command not found"}"#)
            for token in [anna, admin] {
                let answer = try server.get("/api/state/history/\(command)/", token: token)
                #expect(answer["username"] as? String == "anna")
            }
        }
    }

    @Test func whoComesAfterARemovedUserInheritsNothing() throws {
        _ = try cluster.bind(server, anna, "weir-sa", id)
        let hers = try run("get pods", anna)
        try server.user("remove", "anna")
        let second = try server.register("anna")
        #expect(try bindings(second) == [])
        #expect(try history(second) == [])
        #expect(try server.get("/api/state/history/\(hers)/", token: second).status == 404)
        #expect(try history(admin) == [hers])
    }
}
