import Foundation
import TestSupport
import Testing

/// Five failed logins in a minute, from one address or for one name.
@Suite struct ThrottleTests {
    let server: RunningServer
    /// Where the owner of `user123` is at home.
    private let home = "198.51.100.1"

    init() throws {
        server = try RunningServer(RunningServer.behindProxy)
        _ = try server.register("user123")
        _ = try server.register("other")
    }

    private func isSlowedDown(_ answer: Answer, _ location: SourceLocation = #_sourceLocation) throws {
        #expect(answer.status == 429, sourceLocation: location)
        let seconds = try #require(answer.headers["retry-after"].flatMap { Int($0) }, sourceLocation: location)
        #expect((1...60).contains(seconds), sourceLocation: location)
        #expect(answer.detail == "Too many failed logins; try again in \(seconds) s", sourceLocation: location)
    }

    @Test func fiveFailuresFromOneAddressCloseItToEveryName() throws {
        try server.failLogins((1...5).map { ("nobody\($0)", "203.0.113.9") })
        try isSlowedDown(try server.login("nobody6", "wrong", from: "203.0.113.9"))
        // The right password, too: otherwise a guess would show.
        try isSlowedDown(try server.login("user123", from: "203.0.113.9"))
        #expect(try server.login("user123", from: "203.0.113.10").status == 200)
        // Registration and tokens are another matter.
        #expect(try server.registration("third").status == 201)
    }

    @Test func fiveFailuresForOneNameCloseItToStrangers() throws {
        #expect(try server.login("user123", from: home).status == 200)
        // However it is spelled.
        let spellings = ["user123", "USER123", "\u{FF55}ser123", "user123", "User123"]
        try server.failLogins(spellings.enumerated().map { ($0.element, "203.0.113.\($0.offset)") })
        try isSlowedDown(try server.login("user123", from: "203.0.113.200"))
        #expect(try server.login("other", from: "203.0.113.200").status == 200)
        // Who logged in from where he is stays in: a stranger cannot shut him out.
        #expect(try server.login("user123", from: home).status == 200)
    }

    @Test func unknownNamesAreClosedAlike() throws {
        try server.failLogins((1...5).map { ("nobody", "203.0.113.\($0)") })
        try isSlowedDown(try server.login("nobody", from: "203.0.113.200"))
    }

    @Test func successDoesNotWashAnAddressClean() throws {
        try server.failLogins((1...4).map { ("nobody\($0)", home) })
        #expect(try server.login("user123", from: home).status == 200)
        #expect(try server.login("other", "wrong", from: home).status == 401)
        try isSlowedDown(try server.login("user123", from: home))
    }

    @Test func manyAtOnceAreNoMoreThanFive() throws {
        let codes = try server.statuses(
            "/api/auth/login/", (1...12).map { #"{"username":"nobody\#($0)","password":"wrong"}"# })
        #expect(codes == Array(repeating: "401", count: 5) + Array(repeating: "429", count: 7))
    }

    @Test func onlyWhatTheProxyWroteCounts() throws {
        try server.failLogins((1...5).map { ("nobody\($0)", "192.0.2.\($0), 203.0.113.9") })
        try isSlowedDown(try server.login("user123", from: "192.0.2.6, 203.0.113.9"))
        #expect(try server.login("user123", from: "203.0.113.9, 192.0.2.6").status == 200)
    }

    @Test func ofIPv6ANetworkIsOneAddress() throws {
        try server.failLogins((1...5).map { ("nobody\($0)", "2001:db8:0:1::\($0)") })
        try isSlowedDown(try server.login("user123", from: "2001:db8:0:1:ffff::1"))
        #expect(try server.login("user123", from: "2001:db8:0:2::1").status == 200)
    }

    @Test func nobodyElsesForwardedAddressIsBelieved() throws {
        let server = try RunningServer(["--trusted-proxy", "10.0.0.0/8"])
        try server.failLogins((1...5).map { ("nobody\($0)", "203.0.113.\($0)") })
        try isSlowedDown(try server.login("nobody6", "wrong", from: "203.0.113.6"))
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/net/if_inet6"), "this machine has no IPv6"))
    func proxyIsKnownOnASocketForBothFamilies() throws {
        let server = try RunningServer(RunningServer.behindProxy + ["--listen", "[::]:0"])
        let port = try #require(server.url.split(separator: ":").last)
        // Over IPv4, which such a socket shows as ::ffff:127.0.0.1.
        let logins = (1...6).map {
            #"curl -s -o /dev/null -w '%{http_code} ' -H 'Content-Type: application/json' -H 'X-Forwarded-For: 203.0.113.\#($0)' "#
                + #"--data-binary '{"username":"nobody\#($0)","password":"wrong"}' http://127.0.0.1:\#(port)/api/auth/login/"#
        }
        #expect(try Program.shell(logins.joined(separator: "\n")).output == "401 401 401 401 401 401 ")
    }

    @Test func failuresAreCountedInTheMetrics() throws {
        try server.failLogins((1...3).map { ("nobody\($0)", home) })
        #expect(try server.login("user123", from: home).status == 200)
        #expect(try server.get("/metrics").body.contains("\nweir_login_failures_total 3\n"))
    }
}
