import Accounts
import Foundation
import Testing

@Suite struct PasswordTests {
    @Test(arguments: ["password123", "12345678", "пароль-пароль", "👩‍👩‍👧‍👦 family", String(repeating: "€", count: 128)])
    func takes(_ text: String) throws {
        _ = try Password(text)
    }

    @Test(arguments: [
        ("", "8 to 128 characters, not 0"), ("1234567", "8 to 128 characters, not 7"),
        (String(repeating: "x", count: 129), "8 to 128 characters, not 129"),
        (String(repeating: "x", count: 1_000_000), "8 to 128 characters, not 1000000"),
        ("passe\u{301}s", "8 to 128 characters, not 6"), ("pass\u{0}word", "text, not control characters"),
        ("password\n", "text, not control characters"),
    ])
    func refuses(_ text: String, _ message: String) {
        #expect {
            try Password(text)
        } throws: {
            ($0 as? CredentialError)?.message == "password: expected " + message
        }
    }

    @Test func namesTheField() {
        #expect {
            try Password("short", field: "new_password")
        } throws: {
            "\($0)" == "new_password: expected 8 to 128 characters, not 5"
        }
    }

    @Test func isNotTheName() throws {
        let name = try UserName("Annemarie")
        #expect(throws: CredentialError.self) { try Password("annemarie", for: name) }
        #expect(throws: CredentialError.self) { try Password("ＡＮＮＥＭＡＲＩＥ", for: name) }
        _ = try Password("annemarie1", for: name)
    }

    @Test func isNeverShown() throws {
        let password = try Password("correct horse")
        var dumped = ""
        dump(password, to: &dumped)
        for text in ["\(password)", String(reflecting: password), dumped, "\([password])"] {
            #expect(!text.contains("horse"))
        }
    }
}
