import Foundation
import Metrics
import Telemetry
import Testing

@Suite("Values that are read at the scrape")
struct CollectorTests {
    @Test("they stand beside what is pushed, in order")
    func merged() {
        let registry = PrometheusRegistry()
        registry.register {
            [
                MetricSample(MetricNames.decisionsActive, labels: [("origin", "manual"), ("action", "block")], 2),
                MetricSample(MetricNames.decisionsActive, labels: [("origin", "auto"), ("action", "block")], 40),
                MetricSample("other_total", 5),
            ]
        }
        Meter(label: "weir_decisions_active", dimensions: [("action", "block"), ("origin", "feed")], factory: registry)
            .set(9)
        #expect(
            registry.text() == """
                # HELP other_total Not declared by Weir; of a library.
                # TYPE other_total counter
                other_total 5
                # HELP weir_decisions_active Entries of the blacklist that are in force.
                # TYPE weir_decisions_active gauge
                weir_decisions_active{action="block",origin="auto"} 40
                weir_decisions_active{action="block",origin="feed"} 9
                weir_decisions_active{action="block",origin="manual"} 2

                """)
    }

    @Test("one series is told once, whoever tells it, and the other is counted")
    func duplicates() {
        let registry = PrometheusRegistry()
        registry.register { [MetricSample("m", 1), MetricSample("m", 2), MetricSample("n", 3)] }
        Meter(label: "n", factory: registry).set(4)
        let text = registry.text()
        #expect(text.contains("\nm 1\n") && text.contains("\nn 4\n") && !text.contains("m 2"))
        #expect(text.contains("weir_metrics_refused_total{metric=\"m\",reason=\"duplicate\"} 1\n"))
        #expect(text.contains("weir_metrics_refused_total{metric=\"n\",reason=\"duplicate\"} 1\n"))
    }

    @Test("a collector may count")
    func counting() {
        let registry = PrometheusRegistry()
        registry.register {
            Counter(label: "scrapes_total", factory: registry).increment()
            return []
        }
        #expect(registry.text().contains("\nscrapes_total 1\n"))
        #expect(registry.text().contains("\nscrapes_total 2\n"))
    }

    @Test("the process")
    func process() throws {
        let registry = PrometheusRegistry()
        registry.register(collector: ProcessCollector().collect)
        let text = registry.text()
        let value = { (name: String) in
            text.split(separator: "\n").first { $0.hasPrefix(name + " ") }.flatMap {
                Double($0.dropFirst(name.count + 1))
            }
        }
        #expect(try #require(value("process_cpu_seconds_total")) >= 0)
        #expect(try #require(value("process_resident_memory_bytes")) > 1_000_000)
        #expect(try #require(value("process_virtual_memory_bytes")) > value("process_resident_memory_bytes") ?? 0)
        #expect(try #require(value("process_open_fds")) >= 3)
        #expect(try #require(value("process_max_fds")) >= 64)
        let age = Date().timeIntervalSince1970 - (try #require(value("process_start_time_seconds")))
        #expect(age > -2 && age < 7200, "\(age) s")
    }
}
