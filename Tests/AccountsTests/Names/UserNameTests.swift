import Accounts
import Foundation
import Testing

@Suite struct UserNameTests {
    @Test(arguments: [
        "user123", "a", "Zoë", "日本語", "Иван", "Ελένη", "مريم", "anne marie", "o'neil", "a.b-c_d@example.org", "user:1",
        "नमस्ते", "日本 taro", String(repeating: "x", count: 64), String(repeating: "👍", count: 64),
    ])
    func takes(_ text: String) throws {
        #expect(try UserName(text).text == text)
    }

    @Test(arguments: [
        ("", "1 to 64 characters, not an empty text"),
        (String(repeating: "x", count: 65), "1 to 64 characters, not 65"),
        (String(repeating: "x", count: 5000), "1 to 64 characters, not 5000 octets"),
        (" ann", "a name without white space around it, not a space at the start"),
        ("ann ", "a name without white space around it, not a space at the end"),
        ("ann\u{3000}", "a name without white space around it, not a space at the end"),
        ("an  n", "single spaces, not several in a row"),
        ("ann\n", "visible characters, not U+000A"),
        ("a\u{0}b", "visible characters, not U+0000"),
        ("a\u{7F}b", "visible characters, not U+007F"),
        ("a\u{200B}b", "visible characters, not U+200B"),
        ("a\u{202E}b", "visible characters, not U+202E"),
        ("a\u{2066}b", "visible characters, not U+2066"),
        ("a\u{FEFF}b", "visible characters, not U+FEFF"),
        ("a\u{AD}b", "visible characters, not U+00AD"),
        ("a\u{2028}b", "visible characters, not U+2028"),
        ("a\u{1680}b", "visible characters, not U+1680"),
        ("a\u{3164}b", "visible characters, not U+1160"),
        ("a\u{FE0F}b", "visible characters, not U+FE0F"),
        ("a\u{34F}b", "visible characters, not U+034F"),
        ("a\u{E000}b", "visible characters, not U+E000"),
        ("a\u{E0041}b", "visible characters, not U+E0041"),
        ("\u{301}a", "a letter before a combining mark, not U+0301"),
        ("a/b", "a name without /, not one with it"),
        ("a\u{FF0F}b", "a name without /, not one with it"),
        ("аdmin", "letters of one of Latin, Greek and Cyrillic, not a mix of Cyrillic and Latin"),
        ("αdmin", "letters of one of Latin, Greek and Cyrillic, not a mix of Greek and Latin"),
    ])
    func refuses(_ text: String, _ message: String) {
        #expect {
            try UserName(text)
        } throws: {
            ($0 as? CredentialError)?.message == "username: expected " + message
        }
    }

    /// Texts that name the same account.
    @Test(arguments: [
        ("Admin", "admin"), ("ａｄｍｉｎ", "ADMIN"), ("Zoe\u{308}", "ZOË"), ("straße", "STRASSE"), ("ΟΔΟΣ", "οδος"),
        ("οδος", "οδοσ"), ("ﬁsh", "FISH"), ("ı", "I"), ("K\u{212A}", "kk"), ("ſ", "S"), ("a\u{A0}b", "A b"),
    ])
    func isTheSame(_ one: String, _ other: String) throws {
        #expect(try UserName(one) == UserName(other))
        #expect(try UserName(one).key == UserName(other).key)
    }

    @Test func differs() throws {
        #expect(try UserName("ann") != UserName("anne"))
        #expect(try UserName("e") != UserName("é"))
        #expect(try UserName("Ann").text == "Ann")
    }

    @Test func limitIsAfterNormalising() throws {
        // One code point that NFKC makes 18 of.
        #expect(throws: CredentialError.self) { try UserName(String(repeating: "\u{FDFA}", count: 4)) }
        // 128 code points that it makes 64 of.
        #expect(try UserName(String(repeating: "e\u{301}", count: 64)).text.unicodeScalars.count == 64)
    }

    /// A key that were not its own key would let two accounts pass for one, or one for none.
    @Test func keysAreStable() {
        var unstable: [UInt32] = []
        var taken = 0
        for value in UInt32(0)...0x2FFFF {
            guard let scalar = Unicode.Scalar(value), let name = try? UserName("x\(scalar)"),
                let again = try? UserName(name.key)
            else { continue }
            taken += 1
            if again.key != name.key || again.text != name.key { unstable.append(value) }
        }
        #expect(unstable.isEmpty)
        #expect(taken > 100_000)
    }
}
