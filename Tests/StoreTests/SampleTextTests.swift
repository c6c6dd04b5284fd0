import Detection
import Features
import Foundation
import GRDB
import Packets
import Store
import Testing

/// What a verdict's columns of JSON hold, read in both ways: plain, and by a decoder.
@Suite struct SampleTextTests {
    private func verdict(_ attack: [String], _ reasons: [SampleReason]) -> TrafficSample {
        var sample = Fixtures.verdict("198.51.100.9")
        if case .verdict(var verdict) = sample.content {
            verdict.attack = attack
            verdict.reasons = reasons
            sample.content = .verdict(verdict)
        }
        return sample
    }

    @Test func allThatCanBeSaidComesBack() throws {
        let store = try TemporaryFolderStore()
        let texts = ["", "T1046", "é, \"]", "\\", "\u{1}", "],[", "}", "a\nb", "/", "\u{0}", "🌊"]
        let numbers: [Double] = [
            0, -0.5, 1e300, .leastNonzeroMagnitude, 0.1, 212, .infinity, -.infinity, 1 / 3, .greatestFiniteMagnitude,
        ]
        var given: [TrafficSample] = [verdict([], []), verdict(texts, [])]
        for text in texts {
            for number in numbers {
                let reason = SampleReason(feature: text, observed: number, expected: -number)
                given.append(verdict([text], [reason]))
                given.append(verdict([text, "T1"], [reason, SampleReason(feature: "x", observed: 1, expected: 2)]))
            }
        }
        try store.store.append(given)
        #expect(try store.store.allSamples().map(\.unnumbered) == given)
    }

    @Test(arguments: [
        #"["T1046""#, #"["T1046"]]"#, "", "[", "{}", #"["a" "b"]"#, "[1]", "null", #"["a"#,
    ])
    func aDamagedColumnIsNamed(_ text: String) throws {
        let store = try TemporaryFolderStore()
        for column in ["attack", "reasons"] {
            try store.store.append([verdict([], [])])
            let queue = try DatabaseQueue(path: store.store.path)
            try queue.write { db in
                try db.execute(sql: "UPDATE traffic_sample SET \(column) = ?", arguments: [text])
            }
            let error = #expect(throws: StoreError.self) { try store.store.allSamples() }
            guard case .damaged = error else { throw try #require(error) }
            try queue.write { try $0.execute(sql: "DELETE FROM traffic_sample") }
            try queue.close()
        }
    }

    @Test func spaceBetweenIsNoDamage() throws {
        let store = try TemporaryFolderStore()
        try store.store.append([verdict([], [])])
        let queue = try DatabaseQueue(path: store.store.path)
        try queue.write { db in
            try db.execute(
                sql: "UPDATE traffic_sample SET attack = ?, reasons = ?",
                arguments: [#"[ "a" , "b" ]"#, #"[{"feature":"x","expected":1,"observed":2}]"#])
        }
        try queue.close()
        let reason = SampleReason(feature: "x", observed: 2, expected: 1)
        #expect(try store.store.allSamples().map(\.unnumbered) == [verdict(["a", "b"], [reason])])
    }
}
