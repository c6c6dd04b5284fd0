import Models
import Testing

struct SplitMixTests {
    /// The first numbers of seed 1234567 as the generator's published test has them.
    @Test func numbersAreThePublishedOnes() {
        var random = SplitMix(seed: 1_234_567)
        #expect(random.next() == 6_457_827_717_110_365_317)
        #expect(random.next() == 3_203_168_211_198_807_973)
        #expect(random.next() == 9_817_491_932_198_370_423)
    }
}
