import TestSupport
import Testing

/// Paths, methods and errors that belong to no one call.
@Suite struct RoutingTests {
    let server: RunningServer
    let token: String

    init() throws {
        server = try RunningServer()
        token = try server.register("admin")
    }

    @Test func pathWithoutItsSlashIsMovedThereWithItsQuery() throws {
        let answer = try server.get("/api/anomaly/traffic?limit=1", token: token)
        #expect(answer.status == 308)
        #expect(answer.headers["location"] == "/api/anomaly/traffic/?limit=1")
    }

    @Test(arguments: [
        "/api/nope/", "/api", "/api/auth/me//", "//api/auth/me/", "/api/anomaly/blacklist/../../auth/me/",
        "/api/anomaly/blacklist/%2e%2e/", "/api/assets/../openapi.json", "/api/assets/..%2f..%2fetc%2fpasswd",
        "/api/assets/%2fetc%2fpasswd", "/api/anomaly/traffic/1/pcap/x",
    ])
    func unknownPathIs404(_ path: String) throws {
        let answer = try server.send("GET", path, token: token, options: ["--path-as-is"])
        #expect(answer.status == 404)
        #expect(answer.detail != nil)
    }

    @Test func otherMethodIs405AndNamesThoseThatThereAre() throws {
        let answer = try server.send("PUT", "/api/anomaly/blacklist/", token: token)
        #expect(answer.status == 405)
        #expect(answer.headers["allow"] == "GET, POST")
        #expect(answer.detail == "Method PUT not allowed; there are: GET, POST")
    }

    @Test func headIsGetWithoutTheBody() throws {
        let answer = try server.send("HEAD", "/api/healthz")
        #expect(answer.status == 200)
        #expect(answer.headers["content-length"] == "15")
    }

    @Test func unknownParametersAndFieldsAreNamed() throws {
        #expect(try server.get("/api/auth/me/?x=1", token: token).detail == "unknown parameter: x; there are: none")
        let answer = try server.post("/api/auth/login/", #"{"username":"a","password":"b","extra":1}"#)
        #expect(answer.status == 400)
        #expect(answer.detail == "unknown field: extra; there are: username, password")
    }

    @Test func bodyOfAnotherTypeIs415() throws {
        let answer = try server.send("POST", "/api/auth/login/", options: ["-d", "username=a"])
        #expect(answer.status == 415)
    }

    @Test(arguments: ["", "{", "[]", "null", #"{"username":}"#, "\u{0}", #"{"username":"\ud800"}"#])
    func brokenBodyIs400(_ body: String) throws {
        #expect(try server.post("/api/auth/login/", body).status == 400)
    }

    @Test func nestingWithoutEndIs400() throws {
        let deep = String(repeating: "[", count: 10_000)
        #expect(try server.post("/api/auth/login/", #"{"username":\#(deep)"#).status == 400)
    }

    @Test func bodyBeyondTheLimitIs413() throws {
        let server = try RunningServer(["--maximum-body-kibibytes", "1"])
        let answer = try server.post("/api/auth/login/", #"{"username":"\#(String(repeating: "a", count: 2_000))"}"#)
        #expect(answer.status == 413)
        #expect(answer.detail == "the body is larger than 1024 octets")
    }

    @Test func everyAnswerHasTheNumberThatTheLogHas() throws {
        let id = try #require(try server.get("/api/nope/").headers["x-request-id"])
        #expect(server.log.contains("request_id=\(id)"))
    }
}
