/// Why the file of the secret cannot be used.
public enum SecretKeyError: Error, Hashable, Sendable {
    /// The group or others may read or write it.
    case notPrivate(path: String, mode: UInt32)
    /// It belongs to somebody else, who may read it.
    case foreignOwner(path: String, owner: UInt32)
    /// A symbolic link, which could be pointed elsewhere.
    case symbolicLink(path: String)
    /// A folder, a pipe or the like.
    case notAFile(path: String)
    case wrongSize(path: String, octets: Int)
    case notPermitted(path: String)
    /// The folder that should hold it is missing.
    case noFolder(path: String)
    /// The operating system refused for another reason.
    case unusable(path: String, reason: String)
}

extension SecretKeyError: CustomStringConvertible {
    public var description: String { message }

    /// What is wrong and what to do about it, in one line without a final full stop.
    public var message: String {
        switch self {
        case .notPrivate(let path, let mode):
            "\(path.debugDescription) holds a secret and has the mode \(String(mode, radix: 8)), which lets others at it; "
                + "run chmod 600 on it, and remove it instead if somebody may have read it: a new one is made"
        case .foreignOwner(let path, let owner):
            "\(path.debugDescription) holds a secret and belongs to another user (\(owner)); "
                + "run Weir as that user or chown the file"
        case .symbolicLink(let path):
            "\(path.debugDescription) is a symbolic link; put the file itself there"
        case .notAFile(let path):
            "\(path.debugDescription) is no ordinary file; remove it, and a new secret is made"
        case .wrongSize(let path, let octets):
            "\(path.debugDescription) should hold \(SecretKey.size) octets and holds \(octets); restore it from a backup, "
                + "or remove it: a new secret is made, which ends all sessions and bound tokens"
        case .notPermitted(let path):
            "\(path.debugDescription) may not be read or made by this user; run Weir as its owner"
        case .noFolder(let path):
            "\(path.debugDescription) cannot be made, its folder is missing; make the folder first"
        case .unusable(let path, let reason):
            "\(path.debugDescription) cannot be used: \(reason); check the folder and its disk"
        }
    }
}
