/// Labels in order of name, with names that Prometheus takes.
struct LabelSet: Hashable, Comparable, Sendable {
    struct Label: Hashable, Sendable {
        var name: String
        var value: String
    }

    let labels: [Label]

    /// Of two labels with one name the last counts.
    init(_ pairs: [(name: String, value: String)]) {
        var labels: [Label] = []
        labels.reserveCapacity(pairs.count)
        for pair in pairs {
            let label = Label(name: MetricText.labelName(pair.name), value: pair.value)
            if let index = labels.firstIndex(where: { $0.name == label.name }) {
                labels[index] = label
            } else {
                labels.append(label)
            }
        }
        self.labels = labels.sorted { $0.name < $1.name }
    }

    static func < (left: LabelSet, right: LabelSet) -> Bool {
        for (one, other) in zip(left.labels, right.labels) where one != other {
            return (one.name, one.value) < (other.name, other.value)
        }
        return left.labels.count < right.labels.count
    }
}
