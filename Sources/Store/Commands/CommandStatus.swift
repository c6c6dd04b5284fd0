/// How far a command has come; the words in the database.
public enum CommandStatus: String, Codable, CaseIterable, Sendable {
    case running, done, failed, timeout
}
