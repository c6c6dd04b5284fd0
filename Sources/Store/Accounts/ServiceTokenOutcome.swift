/// What became of a new service token.
public enum ServiceTokenOutcome: Sendable, Equatable {
    case created(ServiceTokenRecord)
    /// Nothing changed: a token that is not over has the name.
    case nameTaken
}
