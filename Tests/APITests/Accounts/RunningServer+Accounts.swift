import Foundation
import TestSupport
import Testing

extension RunningServer {
    /// Trusts the test itself as a proxy, so that it can come from many addresses.
    static let behindProxy = ["--trusted-proxy", "127.0.0.1/32"]

    /// Logs in; from another address where the server believes this one to be a proxy.
    func login(_ name: String, _ password: String = "password123", from address: String? = nil) throws -> Answer {
        let body = try JSONSerialization.data(withJSONObject: ["username": name, "password": password])
        return try send(
            "POST", "/api/auth/login/", json: String(decoding: body, as: UTF8.self),
            headers: address.map { ["X-Forwarded-For: \($0)"] } ?? [])
    }

    /// Registers with whatever is given; the answer as it comes.
    func registration(_ name: Any, _ password: Any = "password123") throws -> Answer {
        let body = try JSONSerialization.data(withJSONObject: ["username": name, "password": password])
        return try post("/api/auth/register/", String(decoding: body, as: UTF8.self))
    }

    func me(_ token: String) throws -> Answer { try get("/api/auth/me/", token: token) }

    /// Runs `weir user …` on the server's store, which has to succeed.
    @discardableResult
    func user(_ arguments: String..., input: String = "") throws -> String {
        let outcome = try Program.run(["user"] + arguments + ["--data", data], input: Array(input.utf8))
        try #require(outcome.status == 0, "\(outcome.errors)")
        return outcome.output
    }

    /// The folder of the store and the keys.
    var data: String { folder.path + "/data" }

    /// Changes the store behind the server's back, as no call can.
    func execute(_ statements: String) throws {
        let script = """
            import sqlite3, sys
            base = sqlite3.connect(sys.argv[1], timeout=10)
            base.executescript(sys.argv[2])
            base.commit()
            """
        let outcome = try Program.execute(["python3", "-c", script, data + "/weir.sqlite", statements])
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    /// Status codes of as many requests as there are bodies, all at once, in whatever order.
    func statuses(_ path: String, token: String = "", _ bodies: [String]) throws -> [String] {
        try statuses(path, token: token, bodies.map { (body: $0, address: "127.0.0.1") })
    }

    /// The same, each from an address of its own, where the server believes this one to be a proxy.
    func statuses(_ path: String, token: String = "", _ requests: [(body: String, address: String)]) throws -> [String]
    {
        let options =
            #"-s -o /dev/null -w '%{http_code}\n' -H 'Content-Type: application/json' -H 'Authorization: Bearer \#(token)'"#
        let lines = requests.map {
            "curl \(options) -H 'X-Forwarded-For: \($0.address)' --data-binary '\($0.body)' \(url)\(path) &"
        }
        return try Program.shell(lines.joined(separator: "\n") + "\nwait").lines.sorted()
    }

    /// Fails to log in, as often as there are names and addresses; all at once, so that it takes no minute.
    func failLogins(_ logins: [(name: String, address: String)]) throws {
        let codes = try statuses(
            "/api/auth/login/",
            logins.map { (body: #"{"username":"\#($0.name)","password":"wrong"}"#, address: $0.address) })
        #expect(codes == Array(repeating: "401", count: logins.count))
    }
}
