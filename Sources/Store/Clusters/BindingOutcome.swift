/// What became of a binding.
public enum BindingOutcome: Sendable, Equatable {
    /// The account's first to this cluster.
    case bound(ClusterBinding)
    /// In place of the one before, under its number.
    case replaced(ClusterBinding)
    /// Nothing changed: there is no such cluster, or no longer.
    case clusterNotFound
    /// Nothing changed: there is no such account, or no longer.
    case accountNotFound
}
