import Foundation
import TestSupport
import Testing

/// Many passwords at once, each of which takes a core for a while.
@Suite struct BusyTests {
    let server: RunningServer

    init() throws { server = try RunningServer(RunningServer.behindProxy) }

    /// Sends so many logins at once, each of another name from another address, and then runs `line`.
    private func flood(_ count: Int, then line: String) throws -> Program.Outcome {
        let options = #"-s -o /dev/null -w '%{http_code} %header{retry-after}\n' -H 'Content-Type: application/json'"#
        let logins = (1...count).map {
            #"curl \#(options) -H 'X-Forwarded-For: 203.0.113.\#($0)' "#
                + #"--data-binary '{"username":"nobody\#($0)","password":"wrong"}' \#(server.url)/api/auth/login/ >>$codes &"#
        }
        let folder = server.folder.path
        return try Program.shell("codes=\(folder)/codes\n" + logins.joined(separator: "\n") + "\n" + line + "\nwait")
    }

    @Test func otherCallsGoAheadOfThem() throws {
        // After the first has been checked, three calls; then how many have been by then.
        let others = """
            until [ -s "$codes" ]; do sleep 0.01; done
            for n in 1 2 3; do curl -s -o /dev/null -w '%{http_code}\\n' \(server.url)/api/readyz; done
            wc -l <"$codes"
            """
        let outcome = try flood(40, then: others)
        #expect(outcome.lines.prefix(3) == ["200", "200", "200"])
        let checked = try #require(outcome.lines.last.flatMap { Int($0.trimmingCharacters(in: .whitespaces)) })
        #expect(checked < 40)
        #expect(
            try server.folder.text("codes").split(separator: "\n").map { $0.prefix(3) }
                == Array(repeating: "401", count: 40))
    }

    @Test func tooManyAreToldToComeBack() throws {
        let outcome = try flood(100, then: "wait")
        #expect(outcome.status == 0)
        let codes = try server.folder.text("codes").split(separator: "\n").map(String.init)
        #expect(codes.count == 100)
        #expect(Set(codes).isSubset(of: ["401 ", "503 5"]), "\(Set(codes))")
        #expect(try server.registration("user123").status == 201)
    }
}
