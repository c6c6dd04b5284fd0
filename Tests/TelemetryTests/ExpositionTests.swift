import Metrics
import Telemetry
import Testing

@Suite("The text of a scrape")
struct ExpositionTests {
    @Test("to the letter")
    func golden() {
        let registry = PrometheusRegistry()
        let requests = { (route: String, code: String) in
            Counter(
                label: MetricNames.httpRequests.name,
                dimensions: [("route", route), ("method", "GET"), ("code", code)], factory: registry)
        }
        requests("/b", "200").increment(by: 3)
        requests("/a", "404").increment()
        requests("/a", "200").increment()
        // The same series, whatever the order of its labels.
        Counter(
            label: MetricNames.httpRequests.name, dimensions: [("code", "200"), ("method", "GET"), ("route", "/a")],
            factory: registry
        ).increment()
        Meter(label: "weir_stream_subscribers", factory: registry).set(7)
        Gauge(label: "weir_build_info", dimensions: [("version", "0.3.0")], factory: registry).record(1)
        FloatingPointCounter(label: "some.library-count", factory: registry).increment(by: 1.5)
        #expect(
            registry.text() == """
                # HELP some_library_count_total Not declared by Weir; of a library.
                # TYPE some_library_count_total counter
                some_library_count_total 1.5
                # HELP weir_build_info Always 1; the label says which version runs.
                # TYPE weir_build_info gauge
                weir_build_info{version="0.3.0"} 1
                # HELP weir_http_requests_total Requests that were answered.
                # TYPE weir_http_requests_total counter
                weir_http_requests_total{code="200",method="GET",route="/a"} 2
                weir_http_requests_total{code="200",method="GET",route="/b"} 3
                weir_http_requests_total{code="404",method="GET",route="/a"} 1
                # HELP weir_stream_subscribers Clients on the blacklist's event stream.
                # TYPE weir_stream_subscribers gauge
                weir_stream_subscribers 7

                """)
    }

    @Test("nothing counted, nothing told")
    func empty() { #expect(PrometheusRegistry().text() == "") }

    @Test("histograms: cumulative buckets, sum, number; timers in seconds")
    func histograms() {
        let registry = PrometheusRegistry(declaring: [
            MetricDeclaration("took_seconds", .histogram, "Time.", buckets: [0.1, 1])
        ])
        let timer = Metrics.Timer(label: "took_seconds", dimensions: [("a", "b")], factory: registry)
        timer.recordMilliseconds(100)
        timer.recordMilliseconds(250)
        timer.recordSeconds(2)
        #expect(
            registry.text() == """
                # HELP took_seconds Time.
                # TYPE took_seconds histogram
                took_seconds_bucket{a="b",le="0.1"} 1
                took_seconds_bucket{a="b",le="1"} 2
                took_seconds_bucket{a="b",le="+Inf"} 3
                took_seconds_sum{a="b"} 2.35
                took_seconds_count{a="b"} 3

                """)
    }

    @Test("undeclared timers and recorders get default buckets")
    func undeclared() {
        let registry = PrometheusRegistry()
        Metrics.Timer(label: "http.request.duration", factory: registry).recordMilliseconds(3)
        Recorder(label: "size", factory: registry).record(0.02)
        let text = registry.text()
        #expect(text.contains("# TYPE http_request_duration_seconds histogram\n"))
        #expect(text.contains("http_request_duration_seconds_bucket{le=\"0.005\"} 1\n"))
        #expect(text.contains("http_request_duration_seconds_sum 0.003\n"))
        #expect(text.contains("size_bucket{le=\"0.025\"} 1\n"))
    }

    @Test("values and labels with everything in them are escaped")
    func escaped() {
        let registry = PrometheusRegistry(declaring: [MetricDeclaration("m", .gauge, "a\\b\nc \"d\"")])
        Meter(label: "m", dimensions: [("path", "C:\\\"x\"\n{é}")], factory: registry).set(1)
        #expect(
            registry.text() == """
                # HELP m a\\\\b\\nc "d"
                # TYPE m gauge
                m{path="C:\\\\\\"x\\"\\n{é}"} 1

                """)
    }

    @Test("names become names that Prometheus takes")
    func names() {
        let registry = PrometheusRegistry()
        Meter(label: "9 läufe", dimensions: [("a-b", "1"), ("le", "2"), ("__x", "3"), ("", "4")], factory: registry)
            .set(1)
        #expect(
            registry.text().hasSuffix(
                "\n_9_l__ufe{_=\"4\",a_b=\"1\",exported___x=\"3\",exported_le=\"2\"} 1\n"), "\(registry.text())")
    }

    @Test(
        "numbers",
        arguments: [
            (Double.nan, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (0, "0"), (-0.0, "0"), (-3, "-3"),
            (0.25, "0.25"), (1e-7, "1e-07"), (1e300, "1e+300"), (9_007_199_254_740_991, "9007199254740991"),
            (1_764_088_000.5, "1764088000.5"),
        ])
    func numbers(_ value: Double, _ text: String) {
        let registry = PrometheusRegistry()
        Meter(label: "m", factory: registry).set(value)
        #expect(registry.text().hasSuffix("\nm \(text)\n"), "\(registry.text())")
    }

    @Test("meters go up and down, counters only up")
    func directions() {
        let registry = PrometheusRegistry()
        let meter = Meter(label: "m", factory: registry)
        meter.set(5)
        meter.increment(by: 2)
        meter.decrement(by: 4.5)
        let counter = Counter(label: "c_total", factory: registry)
        counter.increment(by: 2)
        counter.increment(by: -9)
        FloatingPointCounter(label: "c_total", factory: registry).increment(by: Double.infinity)
        let text = registry.text()
        #expect(text.contains("\nm 2.5\n") && text.contains("\nc_total 2\n"), "\(text)")
    }

    @Test("a destroyed handler's series is gone")
    func destroyed() {
        let registry = PrometheusRegistry()
        let meter = Meter(label: "m", dimensions: [("a", "1")], factory: registry)
        Meter(label: "m", dimensions: [("a", "2")], factory: registry).set(2)
        meter.destroy()
        #expect(registry.text().hasSuffix("gauge\nm{a=\"2\"} 2\n"))
    }
}
