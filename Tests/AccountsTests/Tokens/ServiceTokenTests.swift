import Accounts
import Crypto
import Foundation
import Testing

@Suite struct ServiceTokenTests {
    @Test func makesWhatItKnows() throws {
        let token = ServiceToken.make()
        #expect(token.text.wholeMatch(of: /weir_[0-9A-Za-z]{49}/) != nil)
        #expect(ServiceToken.digest(of: token.text) == token.digest)
        #expect(token.digest == Data(SHA256.hash(data: Data(token.text.utf8))))
        #expect(ServiceToken.isMeant(by: token.text))
    }

    @Test func neverRepeats() {
        #expect(Set((0..<1000).map { _ in ServiceToken.make().text }).count == 1000)
    }

    /// Computed by Python from the documentation.
    @Test func checksumIsAsDocumented() {
        #expect(ServiceToken.digest(of: "weir_" + String(repeating: "0", count: 43) + "3DACpJ") != nil)
        #expect(ServiceToken.digest(of: "weir_" + String(repeating: "z", count: 43) + "1aaQ8x") != nil)
    }

    @Test func refusesEveryOtherText() {
        let text = ServiceToken.make().text
        for index in text.indices {
            for letter in ["0", "z", "-", "é", "\u{0}"] where String(text[index]) != letter {
                #expect(ServiceToken.digest(of: text.replacingCharacters(in: index...index, with: letter)) == nil)
            }
            #expect(ServiceToken.digest(of: String(text[..<index])) == nil)
        }
        for other in [
            text + "0", " " + text, text + "\n", text.uppercased(), "", "weir_", "Bearer " + text,
            String(repeating: "weir_", count: 1_000_000),
        ] {
            #expect(ServiceToken.digest(of: other) == nil)
        }
        #expect(!ServiceToken.isMeant(by: "eyJhbGciOiJIUzI1NiJ9.e30.x"))
    }
}
