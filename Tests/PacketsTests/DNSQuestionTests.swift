import Packets
import TestSupport
import Testing

@Suite("DNS questions")
struct DNSQuestionTests {
    private func question(_ labels: [String], type: UInt16 = 1) throws -> DNSQuestion {
        let octets = Frames.dns(labels, type: type)
        let message = try DNSReading(udp: octets)
        return try #require(message.question)
    }

    private func question(_ name: String) throws -> DNSQuestion {
        try question(name.split(separator: ".").map(String.init))
    }

    private func name(_ labels: [String]) throws -> String? {
        let octets = Frames.dns(labels)
        return try DNSReading(udp: octets).name
    }

    @Test("the root")
    func root() throws {
        let question = try question([])
        #expect(question.nameLength == 0 && question.labelCount == 0 && question.longestLabelLength == 0)
        #expect(question.subdomainEntropy == 0 && question.nameHash == question.parentHash)
        #expect(try name([]) == ".")
    }

    @Test("octets that do not print are escaped")
    func escapes() throws {
        #expect(try name(["a.b", "c\\d", "e f", "\u{7F}\u{1}", "é"]) == #"a\.b.c\\d.e\032f.\127\001.\195\169"#)
        #expect(try name(["WwW", "Example"]) == "WwW.Example")
    }

    @Test("names that differ in case alone have one hash")
    func caseless() throws {
        let lower = try question("www.example.com")
        let mixed = try question("wWw.ExAmPlE.CoM")
        #expect(lower == mixed)
        #expect(try question("www.example.org").nameHash != lower.nameHash)
        #expect(try question("wwwe.xample.com").nameHash != lower.nameHash, "where the dots are counts")
    }

    @Test(
        "the parent domain",
        arguments: [
            ("www.example.com", "example.com"), ("a.b.c.d.example.com", "example.com"), ("example.com", "example.com"),
            ("localhost", "localhost"), ("www.example.co.uk", "example.co.uk"), ("co.uk", "co.uk"),
            ("a.b.example.COM.au", "example.com.au"), ("x.example.ne.jp", "example.ne.jp"), ("a.b.de", "b.de"),
            ("a.co.example", "co.example"), ("a.b.coop.uk", "coop.uk"), ("4.3.2.1.in-addr.arpa", "in-addr.arpa"),
        ])
    func parent(_ name: String, _ parent: String) throws {
        #expect(try question(name).parentHash == question(parent).nameHash)
    }

    @Test("reverse lookups")
    func reverse() throws {
        #expect(try question("4.3.2.1.IN-ADDR.arpa").isReverseLookup)
        #expect(try question("1.0.0.0.ip6.arpa").isReverseLookup)
        #expect(try !question("e164.arpa").isReverseLookup)
        #expect(try !question("in-addr.arpa.example.com").isReverseLookup)
    }

    @Test(
        "entropy of what stands left of the parent",
        arguments: [
            ("example.com", 0), ("aaaa.example.com", 0), ("ab.example.com", 1), ("ab.ab.example.com", 1),
            ("aB.Ab.example.com", 1), ("abcd.example.co.uk", 2), ("aab.example.com", 0.918_295_834_054_489_6),
            ("0123456789abcdef.example.com", 4), ("abcdefghijklmnopqrstuvwxyz012345.example.com", 5),
        ] as [(String, Double)])
    func entropy(_ name: String, _ expected: Double) throws {
        let entropy = try question(name).subdomainEntropy
        #expect(abs(entropy - expected) < 1e-12)
    }

    @Test("the type, and hashes that every build has the same")
    func stable() throws {
        let question = try question(["www", "example", "com"], type: 28)
        #expect(question.type == 28)
        #expect(question.nameHash == Self.reference(of: [3] + "www".utf8 + [7] + "example".utf8 + [3] + "com".utf8))
        #expect(question.parentHash == Self.reference(of: [7] + "example".utf8 + [3] + "com".utf8))
    }

    /// FNV-1a and MurmurHash3's finalizer, written anew.
    private static func reference(of octets: [UInt8]) -> UInt64 {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for octet in octets {
            hash ^= UInt64(octet)
            hash = hash &* 1_099_511_628_211
        }
        hash ^= hash >> 33
        hash = hash &* 18_397_679_294_719_823_053
        hash ^= hash >> 33
        hash = hash &* 14_181_476_777_654_086_739
        return hash ^ hash >> 33
    }
}
