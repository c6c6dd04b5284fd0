import Accounts
import Foundation
import Testing

@Suite struct PasswordHashTests {
    /// The second vector of RFC 7914 §12 for r = 8 whose salt is long enough.
    private static let vector =
        "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$"
        + "cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofLVQylVYT8Pz2LUlwUkKpr55h6F3A1lHkDfzwF7RVdYhw"

    /// Made by Python: hashlib.scrypt(b"password123", salt=bytes(range(16)), n=2**14, r=8, p=5, dklen=32).
    private static let python =
        "$scrypt$ln=14,r=8,p=5$AAECAwQFBgcICQoLDA0ODw$rhqyElO9ady6x2CJAXV+v5PSakaN+RO/mJltCN0sm+I"

    @Test func agreesWithPython() {
        #expect(PasswordHash.verify("password123", against: Self.python))
        #expect(!PasswordHash.verify("password124", against: Self.python))
    }

    @Test func agreesWithTheStandard() {
        #expect(PasswordHash.verify("pleaseletmein", against: Self.vector))
        #expect(!PasswordHash.verify("pleaseletmeIn", against: Self.vector))
        #expect(PasswordHash.needsRehash(Self.vector))
    }

    @Test func makesWhatItVerifies() throws {
        let text = try PasswordHash.make(Password("password123"))
        #expect(text.hasPrefix("$scrypt$ln=14,r=8,p=5$"))
        #expect(text.split(separator: "$").map(\.count) == [6, 13, 22, 43])
        #expect(PasswordHash.verify("password123", against: text))
        #expect(!PasswordHash.verify("Password123", against: text))
        #expect(!PasswordHash.needsRehash(text))
        #expect(PasswordHash(text)?.text == text)
        #expect(try PasswordHash.make(Password("password123")) != text, "each has a salt of its own")
    }

    /// The same password typed on another keyboard.
    @Test func comparesNormalForms() throws {
        let text = try PasswordHash.make(Password("cafe\u{301} au\u{A0}lait"))
        #expect(PasswordHash.verify("caf\u{E9} au lait", against: text))
        #expect(!PasswordHash.verify("cafe au lait", against: text))
    }

    @Test(arguments: ["", String(repeating: "x", count: 1_000_000), "\u{0}", "password123"])
    func strangePasswordsAreWrong(_ password: String) throws {
        let text = try PasswordHash.make(Password("something else"))
        #expect(!PasswordHash.verify(password, against: text))
        #expect(!PasswordHash.verify(password, against: nil))
    }

    @Test func theDummyCostsTheSame() throws {
        let made = try #require(PasswordHash(PasswordHash.make(Password("password123"))))
        #expect(PasswordHash.dummy.parameters == made.parameters)
        #expect(PasswordHash.dummy.text.count == made.text.count)
        #expect(!PasswordHash.dummy.needsRehash)
    }

    @Test(arguments: [
        "", "$", "$$$$", "password", "$scrypt$ln=14,r=8,p=5$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$ln=14,r=8,p=5$SALT$HASH", "scrypt$ln=14,r=8,p=5$SALT$HASH", "$scrypt$ln=14,r=8,p=5$SALT$HASH$",
        // Memory and time.
        "$scrypt$ln=31,r=8,p=1$SALT$HASH", "$scrypt$ln=63,r=8,p=1$SALT$HASH", "$scrypt$ln=17,r=16,p=1$SALT$HASH",
        "$scrypt$ln=14,r=1073741824,p=1$SALT$HASH", "$scrypt$ln=14,r=8,p=1073741824$SALT$HASH",
        "$scrypt$ln=17,r=4,p=16$SALT$HASH", "$scrypt$ln=9223372036854775808,r=8,p=1$SALT$HASH",
        // Too cheap, or nonsense.
        "$scrypt$ln=1,r=8,p=5$SALT$HASH", "$scrypt$ln=0,r=8,p=5$SALT$HASH", "$scrypt$ln=-14,r=8,p=5$SALT$HASH",
        "$scrypt$ln=14,r=0,p=5$SALT$HASH", "$scrypt$ln=14,r=8,p=0$SALT$HASH", "$scrypt$ln=14,r=8,p=-1$SALT$HASH",
        // One text, one hash.
        "$scrypt$ln=+14,r=8,p=5$SALT$HASH", "$scrypt$ln=014,r=8,p=5$SALT$HASH", "$scrypt$ln=14, r=8,p=5$SALT$HASH",
        "$scrypt$r=8,ln=14,p=5$SALT$HASH", "$scrypt$ln=14,r=8,p=5,x=1$SALT$HASH", "$scrypt$ln=14,r=8$SALT$HASH",
        "$scrypt$ln=14,r=8,p=5$SALT==$HASH", "$scrypt$ln=14,r=8,p=5$SALT$HASH=", "$scrypt$ln=14,r=8,p=5$SAL T$HASH",
        "$scrypt$ln=14,r=8,p=5$AAAAAAAAAAAAAAAAAAAAAB$HASH", "$scrypt$ln=14,r=8,p=5$$HASH",
        "$scrypt$ln=14,r=8,p=5$SALT$",
        "$scrypt$ln=14,r=8,p=5$AAAA$HASH", "$scrypt$ln=14,r=8,p=5$SALT$AAAA",
    ])
    func refuses(_ pattern: String) {
        let text = pattern.replacingOccurrences(of: "SALT", with: String(repeating: "A", count: 22))
            .replacingOccurrences(of: "HASH", with: String(repeating: "A", count: 43))
        #expect(PasswordHash(text) == nil)
        #expect(PasswordHash.needsRehash(text))
    }

    @Test func damagedTextsVerifyNothing() throws {
        let text = try PasswordHash.make(Password("password123"))
        for damaged in [text + "A", String(text.dropLast()), text.replacingOccurrences(of: "p=5", with: "p=99")] {
            #expect(!PasswordHash.verify("password123", against: damaged))
        }
    }

    /// The bounds' corners are computed, not refused by the library.
    @Test(arguments: [(10, 16, 1), (10, 1, 1), (15, 16, 1), (17, 1, 1), (10, 1, 16)])
    func cornersWork(_ logCost: Int, _ blockSize: Int, _ parallelism: Int) throws {
        _ = try #require(ScryptParameters(checking: logCost, blockSize: blockSize, parallelism: parallelism))
        let text = try PasswordHash.make(Password("password123")).replacingOccurrences(
            of: "ln=14,r=8,p=5", with: "ln=\(logCost),r=\(blockSize),p=\(parallelism)")
        #expect(PasswordHash(text) != nil)
        #expect(!PasswordHash.verify("password123", against: text))
    }
}
