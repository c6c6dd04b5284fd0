import Packets

/// What a change does to the end of an entry.
public enum ExpiryChange: Sendable, Equatable {
    case keep
    /// The entry is for good.
    case never
    case at(Timestamp)

    /// The end after the change of one whose end is `old`.
    func applied(to old: Timestamp?) -> Timestamp? {
        switch self {
        case .keep: old
        case .never: nil
        case .at(let time): time
        }
    }
}
