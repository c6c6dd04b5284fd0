/// What an account or a service token may do; the words in the database.
public enum AccountRole: String, Codable, CaseIterable, Sendable {
    case admin, analyst, sensor, enforcer
}
