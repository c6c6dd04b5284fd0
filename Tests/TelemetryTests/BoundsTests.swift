import Metrics
import Telemetry
import Testing

@Suite("Nothing grows without bound")
struct BoundsTests {
    private func registry(labelSets: Int = 1_000, metrics: Int = 500) -> PrometheusRegistry {
        var configuration = PrometheusRegistry.Configuration()
        configuration.labelSetsPerMetric = labelSets
        configuration.metrics = metrics
        return PrometheusRegistry(configuration: configuration)
    }

    @Test("label sets: a thousand, and every value beyond is counted")
    func labelSets() {
        let registry = registry()
        for round in 1...2 {
            for number in 0..<1_500 {
                Counter(label: "c_total", dimensions: [("ip", "\(number)")], factory: registry).increment(by: 2)
            }
            let lines = registry.text().split(separator: "\n")
            #expect(lines.filter { $0.hasPrefix("c_total{") }.count == 1_000)
            #expect(
                lines.contains("weir_metrics_refused_total{metric=\"c_total\",reason=\"label_sets\"} \(500 * round)"))
        }
    }

    @Test("label sets of collectors")
    func collected() {
        let registry = registry(labelSets: 3)
        registry.register { (0..<5).map { MetricSample("m", labels: [("a", "\($0)")], 1) } }
        let lines = registry.text().split(separator: "\n")
        #expect(lines.filter { $0.hasPrefix("m{") }.count == 3)
        #expect(lines.contains("weir_metrics_refused_total{metric=\"m\",reason=\"label_sets\"} 2"))
    }

    @Test("metrics")
    func metrics() {
        let registry = registry(metrics: 10)
        for number in 0..<50 { Meter(label: "m\(number)", factory: registry).set(1) }
        let text = registry.text()
        #expect(text.split(separator: "\n").filter { $0.hasPrefix("# TYPE m") }.count == 10)
        #expect(text.contains("weir_metrics_refused_total{metric=\"other\",reason=\"metrics\"} 40\n"))
    }

    @Test("a metric used as another type is refused, not told twice")
    func types() {
        let registry = registry()
        Counter(label: "a_total", factory: registry).increment()
        Meter(label: "a_total", factory: registry).set(5)
        Metrics.Timer(label: MetricNames.httpRequests.name, factory: registry).recordSeconds(1)
        Recorder(label: "weir_stream_subscribers", factory: registry).record(3)
        registry.register { [MetricSample(MetricNames.httpRequestDuration, 1)] }
        let text = registry.text()
        #expect(text.contains("\na_total 1\n"))
        #expect(text.contains("weir_metrics_refused_total{metric=\"a_total\",reason=\"type\"} 1\n"), "\(text)")
        // Declared as a gauge, so a recorder sets it.
        #expect(text.contains("\nweir_stream_subscribers 3\n"))
        #expect(text.contains("{metric=\"weir_http_request_duration_seconds\",reason=\"type\"} 1\n"))
        #expect(text.split(separator: "\n").count == Set(text.split(separator: "\n")).count)
    }

    @Test("what is not a number does not spoil a histogram")
    func notFinite() {
        let registry = registry()
        let recorder = Recorder(label: "sizes", factory: registry)
        recorder.record(Double.nan)
        recorder.record(1.0)
        recorder.record(Double.infinity)
        let text = registry.text()
        #expect(text.contains("\nsizes_sum 1\nsizes_count 1\n"))
        #expect(text.contains("{metric=\"sizes\",reason=\"not_finite\"} 2\n"))
    }
}
