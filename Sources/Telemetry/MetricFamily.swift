/// A metric with all its series.
struct MetricFamily {
    let declaration: MetricDeclaration
    var series: [LabelSet: any Series] = [:]

    /// Appends HELP, TYPE and every series in order of labels, together with what collectors read.
    func write(collected: [LabelSet: Double], into octets: inout [UInt8]) {
        octets.append(text: "# HELP \(declaration.name) ")
        octets.append(escaped: declaration.help, alsoQuotes: false)
        octets.append(text: "\n# TYPE \(declaration.name) \(declaration.type.rawValue)\n")
        for labels in Set(series.keys).union(collected.keys).sorted() {
            if let series = series[labels] {
                series.write(declaration.name, labels, into: &octets)
            } else if let value = collected[labels] {
                octets.append(metric: declaration.name, labels, MetricText.number(value))
            }
        }
    }
}
