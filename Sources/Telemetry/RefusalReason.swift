/// Why something is not among the metrics.
enum RefusalReason: String {
    /// The metric has as many label sets as it may.
    case labelSets = "label_sets"
    /// There are as many metrics as there may be.
    case metrics
    /// The metric is of another type.
    case type
    /// The series is there already.
    case duplicate
    /// The observation is not a finite number.
    case notFinite = "not_finite"
}
