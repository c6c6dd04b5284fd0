/// Why a capture cannot be opened or read on; `message` says what is wrong and what to do.
///
/// Files are named as the caller named them, `-` being standard input. Offsets are octets from the start of the
/// file, after decompression where it is compressed.
public enum CaptureError: Error, Hashable, Sendable {
    case fileNotFound(path: String)
    case isDirectory(path: String)
    case permissionDenied(path: String)
    /// Opening or reading failed for another reason of the operating system.
    case unreadable(path: String, reason: String)
    case emptyFile(path: String)
    /// Neither pcap nor pcapng; `start` holds its first octets, at most 16.
    case notACapture(path: String, start: [UInt8])
    /// The capture contradicts its format at `offset`.
    case damaged(path: String, offset: Int, reason: String)
    /// The file ends within the header, packet or block that starts at `offset`.
    case truncated(path: String, offset: Int)
    /// The compressed octets are wrong or end early near `offset` of the compressed file.
    case damagedGzip(path: String, offset: Int, reason: String)
    /// Frames of a type that Weir does not decode; `source` is the file or the interface.
    case unsupportedLinkType(source: String, number: UInt32)

    /// No interface of this name; `existing` are those that there are.
    case noSuchInterface(name: String, existing: [String])
    case needsRights(interface: String, reason: String)
    case badFilter(filter: String, reason: String)
    /// The interface is down, or went down while capturing.
    case interfaceDown(name: String)
    /// The interface went away while capturing.
    case interfaceRemoved(name: String)
    /// libpcap failed for another reason.
    case captureFailed(interface: String, reason: String)
    case invalidConfiguration(setting: String, reason: String)

    case unknownUser(name: String)
    /// The rights could not be given up, or could be regained.
    case privilegesKept(user: String, reason: String)
}
