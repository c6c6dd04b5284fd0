import Foundation
import TestSupport
import Testing

/// Keys, passwords and tokens stay where they belong.
@Suite struct SecretTests {
    private let password = "Gruendonnerstag-4711"
    private let next = "Aschermittwoch-0815"
    /// As the client's document writes it, which the recorded cluster takes.
    private let account = "<k8s-sa-token>"

    private func mode(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test func filesAreTheirOwnersAlone() throws {
        // Whatever the umask would give others.
        let server = try RunningServer(launcher: ["sh", "-c", #"umask 0; exec "$0" "$@""#])
        _ = try server.register("admin")
        #expect(try mode(server.data) == 0o700)
        let names = try FileManager.default.contentsOfDirectory(atPath: server.data)
        #expect(Set(names).isSuperset(of: ["jwt.key", "vault.key", "weir.sqlite", "weir.sqlite-wal"]))
        for name in names {
            let mode = try mode(server.data + "/" + name)
            #expect(mode == 0o600 || (name == "kubectl" && mode == 0o700), "\(name): \(String(mode, radix: 8))")
        }
        let keys = try ["jwt.key", "vault.key"].map {
            try Data(contentsOf: URL(fileURLWithPath: server.data + "/" + $0))
        }
        #expect(keys.allSatisfy { $0.count == 32 })
        #expect(keys[0] != keys[1])
    }

    @Test(arguments: ["jwt.key", "vault.key"])
    func keyThatOthersMayReadIsRefused(_ name: String) throws {
        let server = try RunningServer()
        #expect(server.stop() == 0)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: server.data + "/" + name)
        let error = #expect(throws: RunningServer.NotServing.self) { try RunningServer(folder: server.folder) }
        #expect(error?.log.contains("holds a secret and has the mode 640") == true, "\(error?.log ?? "")")
    }

    /// Every call that takes a secret, right and wrong; the secrets that were in them.
    private func use(_ server: RunningServer, _ cluster: RecordedCluster) throws -> [String] {
        let token = try server.register("admin", password: password)
        let id = try cluster.register(server, token)
        #expect(try cluster.bind(server, token, account, id).status == 201)
        #expect(try cluster.bind(server, token, "garbage", id).status == 403)
        for path in ["nodes", "pods", "resources"] {
            _ = try server.get("/api/runtime/\(path)/?cluster_id=\(id)", token: token)
        }
        let command = #"{"cluster_id":1,"command":"kubectl get pods"}"#
        let kubectl = try server.post("/api/state/command/", token: token, command)
        #expect(kubectl.status == 200)
        for answer in [kubectl, try server.get("/api/auth/k8s/account/", token: token)] {
            #expect(!answer.body.contains(account))
            #expect(!answer.body.contains("\\u003ck8s-sa-token"))
        }
        _ = try server.login("admin", password + "x")
        _ = try server.login(password, password)
        _ = try server.registration("admin", password)
        _ = try server.registration(["a": password], password)
        _ = try server.post("/api/auth/login/", #"{"username":"admin","password":"\#(password)""#)
        _ = try server.post("/api/auth/login/", #"{"\#(password)":1}"#)
        _ = try server.me(token + "x")
        _ = try server.get("/api/auth/me/?token=\(token)&password=\(password)")
        _ = try server.get("/api/auth/me?token=\(token)", token: token)
        _ = try server.get("/api/auth/me/", headers: ["Authorization: Basic \(password)", "Cookie: token=\(token)"])
        let body = #"{"current_password":"\#(password)","new_password":"\#(next)"}"#
        let changed = try server.post("/api/auth/password/", token: token, body)
        let newer = try #require(changed["token"] as? String)
        #expect(try server.me(token).status == 401)
        let service = try server.serviceToken("gateway", role: "enforcer")
        _ = try server.get("/api/anomaly/blacklist/", token: service)
        try server.user("token", "revoke", "gateway")
        _ = try server.get("/api/anomaly/blacklist/", token: service)
        // A part of a token is too much as well.
        let signatures = [token, newer].compactMap { $0.split(separator: ".").last.map(String.init) }
        return [password, next, account, "k8s-sa-token", service] + signatures
    }

    @Test(arguments: ["text", "json"])
    func noSecretIsInTheLogNorInTheProcess(_ format: String) throws {
        let cluster = try RecordedCluster()
        let folder = try TemporaryFolder()
        // Tells what others on the machine can see of it.
        let kubectl = folder.write(
            "kubectl", "#!/bin/sh\ntr '\\0' '\\n' </proc/$$/cmdline\ntr '\\0' '\\n' </proc/$$/environ\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: kubectl)
        let server = try RunningServer(
            ["--log-level", "trace", "--log-format", format, "--kubectl", kubectl], folder: folder)
        let secrets = try use(server, cluster)
        let process = try ["cmdline", "environ"].map { name in
            String(decoding: try Data(contentsOf: URL(fileURLWithPath: "/proc/\(server.pid)/\(name)")), as: UTF8.self)
        }
        let metrics = try server.get("/metrics").body
        #expect(server.stop() == 0)
        let log = server.log
        #expect(log.contains("password changed"))
        #expect(log.contains("login failed"))
        for text in [log, try folder.text("output"), metrics] + process {
            for secret in secrets { #expect(!text.contains(secret), "\(secret)") }
        }
        if format == "json" { try areObjects(log.split(separator: "\n")) }
        // Nor is one left in the store that is not hashed or sealed, or in a file of kubectl's.
        let left = try Program.execute(["grep", "-r", "-a", "-l", "-e", secrets.joined(separator: "\\|"), server.data])
        #expect(left.output == "")
    }

    private func areObjects(_ lines: [Substring]) throws {
        #expect(lines.count > 20)
        for line in lines {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect(object?["time"] is String && object?["level"] is String && object?["message"] is String, "\(line)")
        }
    }
}
