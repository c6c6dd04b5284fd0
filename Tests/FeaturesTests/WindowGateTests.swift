import Features
import Packets
import TestSupport
import Testing

@Suite("Entities behind gates")
struct WindowGateTests {
    /// Bounds on some features of every role, low enough that hosts of random traffic come to some of them.
    private static func gates(_ random: inout SeededGenerator) -> WindowGates {
        var gates = WindowGates()
        let features = Feature.all.filter(WindowGates.canBound)
        for role in EntityRole.allCases {
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                guard let feature = features.randomElement(using: &random) else { continue }
                let least = Double([3, 10, 40, 300, 5_000].randomElement(using: &random) ?? 3)
                let span = WindowSpan.allCases.randomElement(using: &random) ?? .minute
                gates.admit(role, feature, atLeast: least, over: span)
            }
        }
        return gates
    }

    private static func run(_ sensor: Sensor, seed: UInt64) {
        var traffic = RandomTraffic(seed: seed, hosts: 40)
        for _ in 0..<1_500 { sensor.feed(traffic.next()) }
        sensor.close(before: traffic.now.nanoseconds / 1_000_000_000 + 15)
    }

    private static func lines(_ sensor: Sensor) -> [String] {
        // Every third feature, each over one span: texts take their time.
        let features = stride(from: 0, to: Feature.all.count, by: 3).map {
            (Feature.all[$0], WindowSpan.allCases[$0 % 4])
        }
        return sensor.windows.map { second, windows in
            let values = features.map { windows.value($0, over: $1) }
            return "\(second) \(windows.entity) \(values)"
        }
    }

    @Test(
        "none that a gate lets in is taken for one that is far from it, nor are its windows others", arguments: 1...12)
    func exact(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let gates = Self.gates(&random)
        let (every, all, few) = (Sensor(), Sensor(gates: gates), Sensor(gates: gates, showsAll: false))
        for sensor in [every, all, few] { Self.run(sensor, seed: seed) }
        #expect(all.misjudged == [] && few.misjudged == [])
        #expect(Self.lines(all) == Self.lines(every), "looking at all, nothing is seen of the gates")
        let seen = Self.lines(few)
        let mattering = zip(Self.lines(all), all.mattered).filter(\.1).map(\.0)
        #expect(Set(mattering).isSubset(of: seen))
        #expect(Set(seen).isSubset(of: Self.lines(every)))
        #expect(few.touched == every.touched && few.touched == UInt64(every.windows.count * 4))
    }

    @Test("most are never looked at")
    func seldom() {
        var looked = 0
        var touched = 0
        for seed in 1...24 as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            let sensor = Sensor(gates: Self.gates(&random), showsAll: false)
            Self.run(sensor, seed: seed)
            (looked, touched) = (looked + sensor.windows.count, touched + Int(sensor.touched / 4))
        }
        #expect(looked > 100 && looked * 2 < touched, "\(looked) of \(touched)")
    }
}
