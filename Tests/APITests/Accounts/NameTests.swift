import Foundation
import TestSupport
import Testing

/// Names and passwords in Unicode.
@Suite struct NameTests {
    let server: RunningServer

    init() throws { server = try RunningServer(RunningServer.behindProxy) }

    @Test func namesThatAreEqualInNFKCAndCaseAreOne() throws {
        _ = try server.register("Fiona")
        // A ligature, full width, capitals, and mathematical letters.
        for name in ["\u{FB01}ona", "\u{FF46}\u{FF49}\u{FF4F}\u{FF4E}\u{FF41}", "FIONA", "\u{1D41F}iona"] {
            let answer = try server.registration(name)
            #expect(answer.status == 409, "\(name)")
            #expect(answer.detail == "Username is taken")
            let login = try server.login(name)
            #expect(login.status == 200)
            #expect((login["user"] as? [String: Any])?["username"] as? String == "Fiona")
        }
        _ = try server.register("A\u{30A}sa")
        for name in ["\u{C5}sa", "\u{212B}sa", "\u{E5}SA"] { #expect(try server.registration(name).status == 409) }
    }

    @Test func namesOfAllScriptsGoInAndOut() throws {
        for name in ["用户", "Σίσυφος", "Ёжик", "עדה", "O'Brien-Smith", "anna maria", "a", "🦦", "x'); DROP TABLE"] {
            let token = try server.register(name)
            #expect(try server.me(token)["username"] as? String == name)
            #expect(try server.login(name).status == 200)
        }
    }

    @Test func namesHaveLimits() throws {
        #expect(try server.registration(String(repeating: "é", count: 64)).status == 201)
        // One character that is eighteen in NFKC.
        let grown = String(repeating: "a", count: 47) + "\u{FDFA}"
        for (name, found) in [(String(repeating: "é", count: 65), "65"), (grown, "65")] {
            let answer = try server.registration(name)
            #expect(answer.status == 400)
            #expect(answer.detail == "username: expected 1 to 64 characters, not \(found)")
        }
    }

    @Test func namesThatDeceiveAreRefused() throws {
        let refused: [(String, String)] = [
            ("a\u{200B}b", "visible characters, not U+200B"), ("a\u{202E}b", "visible characters, not U+202E"),
            ("a\nb", "visible characters, not U+000A"), ("a\u{E000}", "visible characters, not U+E000"),
            (" ", "a name without white space around it, not a space at the start"),
            (" a", "a name without white space around it, not a space at the start"),
            ("a\u{3000}", "a name without white space around it, not a space at the end"),
            ("a  b", "single spaces, not several in a row"), ("a/b", "a name without /, not one with it"),
            ("\u{301}a", "a letter before a combining mark, not U+0301"),
            ("p\u{430}ul", "letters of one of Latin, Greek and Cyrillic, not a mix of Cyrillic and Latin"),
        ]
        for (number, (name, why)) in refused.enumerated() {
            let answer = try server.registration(name)
            #expect(answer.status == 400)
            #expect(answer.detail == "username: expected \(why)")
            // At a login such a name is nobody's, and no more is told.
            #expect(try server.login(name, from: "192.0.2.\(number)").status == 401)
        }
    }

    @Test func passwordsThatAreEqualInNFCAreOne() throws {
        #expect(try server.registration("user123", "cafe\u{301} cr\u{E8}me").status == 201)
        #expect(try server.login("user123", "caf\u{E9} cre\u{300}me").status == 200)
        #expect(try server.login("user123", "caf\u{E9}\u{A0}cr\u{E8}me").status == 200)
        // But not in case, and not without the accents.
        #expect(try server.login("user123", "Caf\u{E9} cr\u{E8}me").status == 401)
        #expect(try server.login("user123", "cafe creme").status == 401)
    }
}
