import Metrics

/// The values of one metric for one set of labels.
protocol Series: AnyObject, Sendable {
    func write(_ name: String, _ labels: LabelSet, into octets: inout [UInt8])
}
