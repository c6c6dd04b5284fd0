import Metrics

extension PrometheusRegistry: MetricsFactory {
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        switch series(label, dimensions, [.counter], suffix: "_total") {
        case let counter as CounterSeries: counter
        case let other: refusal(of: other, label)
        }
    }

    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        switch series(label, dimensions, [.counter], suffix: "_total") {
        case let counter as CounterSeries: counter
        case let other: refusal(of: other, label)
        }
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        switch series(label, dimensions, [.gauge]) {
        case let gauge as GaugeSeries: gauge
        case let other: refusal(of: other, label)
        }
    }

    /// A gauge, or a histogram where it aggregates; a declared metric is what it was declared to be.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        switch series(label, dimensions, aggregate ? [.histogram, .gauge] : [.gauge, .histogram]) {
        case let gauge as GaugeSeries: gauge
        case let histogram as HistogramSeries: histogram
        case let other: refusal(of: other, label)
        }
    }

    /// A histogram of seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        switch series(label, dimensions, [.histogram], suffix: "_seconds") {
        case let histogram as HistogramSeries: histogram
        case let other: refusal(of: other, label)
        }
    }

    public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
    public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
    public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

    /// The series of this name and these labels, made where there is none. `types` are what the handler can be; the first
    /// of them is what a metric becomes that is not declared.
    private func series(
        _ label: String, _ dimensions: [(String, String)], _ types: [MetricType], suffix: String = ""
    ) -> any Series {
        let name = name(label, suffix)
        let labels = LabelSet(dimensions.map { ($0.0, $0.1) })
        let found: (series: (any Series)?, reason: RefusalReason) = state.withLock { state in
            if state.families[name] == nil {
                guard state.families.count < configuration.metrics else { return (nil, .metrics) }
                state.families[name] = MetricFamily(declaration: declared[name] ?? Self.undeclared(name, types[0]))
            }
            guard let family = state.families[name] else { return (nil, .metrics) }
            guard types.contains(family.declaration.type) else { return (nil, .type) }
            if let known = family.series[labels] { return (known, .type) }
            guard family.series.count < configuration.labelSetsPerMetric else { return (nil, .labelSets) }
            let new: any Series =
                switch family.declaration.type {
                case .counter: CounterSeries()
                case .gauge: GaugeSeries()
                case .histogram:
                    HistogramSeries(bounds: family.declaration.buckets, refused: refused(name, .notFinite))
                }
            state.families[name]?.series[labels] = new
            return (new, .type)
        }
        return found.series ?? refused(name, found.reason)
    }

    /// A declared name as it is; another one with what its type's names end in.
    private func name(_ label: String, _ suffix: String) -> String {
        let name = MetricText.metricName(label)
        return declared[name] != nil || name.hasSuffix(suffix) ? name : name + suffix
    }

    /// What to use instead of a series that is of another type.
    private func refusal(of series: any Series, _ label: String) -> RefusedSeries {
        series as? RefusedSeries ?? refused(MetricText.metricName(label), .type)
    }

    private func remove(_ handler: AnyObject) {
        state.withLock { state in
            for (name, family) in state.families {
                for (labels, series) in family.series where series === handler {
                    state.families[name]?.series[labels] = nil
                    return
                }
            }
        }
    }
}
