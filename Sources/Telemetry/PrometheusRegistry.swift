import Metrics
import Synchronization

/// Keeps metrics, and tells them in Prometheus's text exposition format 0.0.4.
///
/// It is the backend of swift-metrics: `MetricsSystem.bootstrap(registry)`. Handlers of one name and one set of labels are
/// one series. Nothing grows without bound: label sets per metric and the number of metrics are limited, and what is beyond
/// is counted in `weir_metrics_refused_total`. Safe to use from any thread.
public final class PrometheusRegistry: Sendable {
    /// Limits of a registry.
    public struct Configuration: Sendable {
        /// Label sets per metric, pushed and collected each. Default 1,000.
        public var labelSetsPerMetric = 1_000
        /// Metrics. Default 500.
        public var metrics = 500

        public init() {}
    }

    struct State {
        var families: [String: MetricFamily] = [:]
        var collectors: [@Sendable () -> [MetricSample]] = []
    }

    /// The media type of `text()`.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    let configuration: Configuration
    let declared: [String: MetricDeclaration]
    let state = Mutex(State())
    let refusals = Mutex<[LabelSet: RefusedSeries]>([:])

    /// A registry that knows these metrics; Weir's own unless others are given.
    public init(
        declaring declarations: [MetricDeclaration] = MetricNames.all, configuration: Configuration = Configuration()
    ) {
        self.configuration = configuration
        declared = Dictionary(declarations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Has `collector` called at each scrape, for values that are read rather than counted. It must not block.
    ///
    /// Metrics that are not declared are gauges, or counters where their name ends in `_total`.
    public func register(collector: @escaping @Sendable () -> [MetricSample]) {
        state.withLock { $0.collectors.append(collector) }
    }

    /// All metrics as text.
    public func text() -> String {
        var octets: [UInt8] = []
        write(into: &octets)
        return String(decoding: octets, as: UTF8.self)
    }

    /// Appends all metrics, in order of name and labels.
    public func write(into octets: inout [UInt8]) {
        // Collectors run outside the lock: they may count as well.
        let collectors = state.withLock { $0.collectors }
        let samples = collectors.flatMap { $0() }
        var families = state.withLock { $0.families }
        var collected: [String: [LabelSet: Double]] = [:]
        for sample in samples {
            collect(sample, &families, &collected)
        }
        let refusals = refusals.withLock { $0.filter(\.value.isUsed) }
        if !refusals.isEmpty { families[MetricNames.metricsRefused.name] = Self.family(of: refusals) }
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            let collected = collected[name] ?? [:]
            if !family.series.isEmpty || !collected.isEmpty { family.write(collected: collected, into: &octets) }
        }
    }

    private static func family(of refusals: [LabelSet: RefusedSeries]) -> MetricFamily {
        MetricFamily(declaration: MetricNames.metricsRefused, series: refusals.mapValues { $0 })
    }

    private func collect(
        _ sample: MetricSample, _ families: inout [String: MetricFamily],
        _ collected: inout [String: [LabelSet: Double]]
    ) {
        let name = MetricText.metricName(sample.name)
        if families[name] == nil {
            guard families.count < configuration.metrics else { return refused(name, .metrics).note() }
            let type: MetricType = name.hasSuffix("_total") ? .counter : .gauge
            families[name] = MetricFamily(declaration: declared[name] ?? Self.undeclared(name, type))
        }
        let labels = LabelSet(sample.labels)
        guard let family = families[name], family.declaration.type != .histogram else {
            return refused(name, .type).note()
        }
        guard family.series[labels] == nil, collected[name]?[labels] == nil else {
            return refused(name, .duplicate).note()
        }
        guard collected[name, default: [:]].count < configuration.labelSetsPerMetric else {
            return refused(name, .labelSets).note()
        }
        collected[name, default: [:]][labels] = sample.value
    }

    static func undeclared(_ name: String, _ type: MetricType) -> MetricDeclaration {
        MetricDeclaration(name, type, "Not declared by Weir; of a library.")
    }
}
