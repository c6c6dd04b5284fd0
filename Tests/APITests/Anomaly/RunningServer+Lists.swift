import Foundation
import TestSupport
import Testing

/// Calls of the two lists.
extension RunningServer {
    static let blacklist = "/api/anomaly/blacklist/"
    static let allowlist = "/api/anomaly/allowlist/"

    /// Lists an address or block; `more` is further fields as JSON, such as `,"ttl":60`.
    @discardableResult
    func block(_ ip: String, _ token: String, action: String = "block", more: String = "") throws -> Answer {
        try post(Self.blacklist, token: token, #"{"ip":"\#(ip)","action":"\#(action)","reason":"a test"\#(more)}"#)
    }

    /// Puts an address or block on the allowlist.
    @discardableResult
    func allow(_ ip: String, _ token: String, more: String = "") throws -> Answer {
        try post(Self.allowlist, token: token, #"{"ip":"\#(ip)","reason":"ours"\#(more)}"#)
    }

    /// The addresses on a page of a list.
    func addresses(_ path: String, _ token: String) throws -> [String] {
        let answer = try get(path, token: token)
        try #require(answer.status == 200, "\(answer.body)")
        return answer.results.compactMap { $0["ip"] as? String }
    }

    /// Runs a script of Python on the store's database, `argv[1]`; its output.
    func python(_ script: String, _ arguments: String...) throws -> String {
        let outcome = try Program.execute(["python3", "-c", script, folder.path + "/data/weir.sqlite"] + arguments)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return outcome.output
    }
}

extension Answer {
    /// The seconds from a row's `created_at` to its `expires_at`; nil where it has no end.
    var seconds: Double? {
        guard let start = time("created_at"), let end = time("expires_at") else { return nil }
        return end.timeIntervalSince(start)
    }

    func time(_ field: String) -> Date? {
        (self[field] as? String).flatMap {
            try? Date($0, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        }
    }
}

/// Waits until a condition holds, for ten seconds at most; whether it did.
func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<200 {
        if try condition() { return true }
        usleep(50_000)
    }
    return try condition()
}
