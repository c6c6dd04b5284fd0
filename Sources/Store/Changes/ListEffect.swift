/// What a change did to an entry of a list.
public enum ListEffect: String, CaseIterable, Sendable {
    /// Put there, in place of another of the same prefix or not.
    case add
    case remove
    case expire
}
