import Metrics
import Telemetry
import Testing

@Suite("Many at once")
struct ConcurrencyTests {
    @Test("nothing is lost while it is scraped")
    func counted() async {
        let registry = PrometheusRegistry()
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for round in 0..<5_000 {
                        Counter(label: "c_total", dimensions: [("n", "\(round % 7)")], factory: registry).increment()
                        FloatingPointCounter(label: "f_total", factory: registry).increment(by: 0.5)
                        Meter(label: "m", factory: registry).increment(by: task.isMultiple(of: 2) ? 1 : -1)
                        Metrics.Timer(label: "t", factory: registry).recordMilliseconds(Int64(round % 3))
                    }
                }
            }
            group.addTask { for _ in 0..<50 { _ = registry.text() } }
        }
        let lines = registry.text().split(separator: "\n")
        let total = lines.filter { $0.hasPrefix("c_total{") }.compactMap { Int($0.split(separator: " ")[1]) }.reduce(
            0, +)
        #expect(total == 40_000)
        #expect(lines.contains("f_total 20000"))
        #expect(lines.contains("m 0"))
        #expect(lines.contains("t_seconds_count 40000"))
    }

    @Test("a scrape of one histogram is of one moment")
    func consistent() async {
        let registry = PrometheusRegistry()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for _ in 0..<20_000 { Metrics.Timer(label: "t", factory: registry).recordSeconds(1) }
            }
            group.addTask {
                for _ in 0..<200 {
                    let values = registry.text().split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
                        String($0.split(separator: " ").last ?? "")
                    }
                    guard values.count > 2 else { continue }
                    #expect(values[values.count - 1] == values[values.count - 2])
                    #expect(values[values.count - 1] == values[values.count - 3])
                }
            }
        }
    }
}
