import Features
import Packets
import TestSupport
import Testing

@Suite("Sliding windows")
struct SlidingWindowTests {
    private let host = Entity(.source, IPAddress(v4: 0x0A00_0001))

    /// One odd packet of the host in each of the seconds; what the window says at the end of each.
    private func counts(_ seconds: [Int64], _ span: WindowSpan) throws -> [Double] {
        let feature = try #require(Feature(named: "odd_packets"))
        var extractor = WindowExtractor(configuration: .small, secret: (1, 2))
        var counts: [Double] = []
        // The first sight does not count.
        extractor.begin(second: (seconds.first ?? 0) - 1)
        for second in [(seconds.first ?? 0) - 1] + seconds {
            extractor.begin(second: second)
            extractor.fold(.odd([], source: IPAddress(v4: 0x0A00_0001)))
            extractor.closeSecond(&counts) { counts, _, windows in
                counts.append(windows.value(feature, over: span))
            }
        }
        return counts
    }

    @Test(
        "hold a burst of half their span whole, wherever it begins",
        arguments: [WindowSpan.tenSeconds, .minute, .tenMinutes])
    func burst(span: WindowSpan) throws {
        let half = Int64(span.seconds / 2)
        for start in stride(from: Int64(1_700_000_000), to: 1_700_000_000 + 2 * half, by: max(1, Int(half / 15))) {
            #expect(try counts(Array(start..<start + half), span).last == Double(half))
        }
    }

    @Test("forget what is older than their span", arguments: [WindowSpan.tenSeconds, .minute, .tenMinutes])
    func old(span: WindowSpan) throws {
        let length = Int64(span.seconds)
        for start in stride(from: Int64(1_700_000_000), to: 1_700_000_000 + length, by: max(1, Int(length / 30))) {
            #expect(try counts([start, start, start + length], span) == [1, 2, 1])
        }
    }

    @Test("of a second hold that second")
    func second() throws {
        // One that is closed twice is one second.
        #expect(try counts([5, 6, 6, 9], .second) == [1, 1, 2, 1])
    }

    @Test("hold no less than the last half of their span and no more than all of it", arguments: 1...5)
    func bounds(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var seconds: [Int64] = [1_700_000_000]
        for _ in 0..<500 { seconds.append((seconds.last ?? 0) + Int64.random(in: 1...8, using: &random)) }
        for span in WindowSpan.allCases where span != .second {
            let length = Int64(span.seconds)
            for (second, count) in zip(seconds, try counts(seconds, span)) {
                let least = seconds.count { second - length / 2 < $0 && $0 <= second }
                let most = seconds.count { second - length < $0 && $0 <= second }
                #expect((Double(least)...Double(most)).contains(count))
            }
        }
    }
}
