extension Feature {
    /// Whether its value takes an estimate or an entropy: rules look at the others first.
    package var isCostly: Bool {
        switch kind {
        case .distinct, .derived: true
        default: false
        }
    }
}
