/// What became of a new cluster.
public enum ClusterOutcome: Sendable, Equatable {
    case created(Cluster)
    /// Nothing changed: another cluster has the name.
    case nameTaken
}
