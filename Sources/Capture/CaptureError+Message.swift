import Packets

extension CaptureError: CustomStringConvertible {
    public var description: String { message }

    /// What is wrong and what to do about it, in one line without a final full stop.
    public var message: String {
        switch self {
        case .fileNotFound(let path):
            "\(path.debugDescription) does not exist; check the path (\"-\" reads standard input)"
        case .isDirectory(let path):
            "\(path.debugDescription) is a directory; name the capture files in it"
        case .permissionDenied(let path):
            "\(path.debugDescription) may not be read by this user; run as its owner or give read permission (chmod)"
        case .unreadable(let path, let reason):
            "\(path.debugDescription) cannot be read: \(reason); check the file and its disk, then try again"
        case .emptyFile(let path):
            "\(path.debugDescription) is empty; a capture starts with a header even without packets, so capture again"
        case .notACapture(let path, let start):
            "\(path.debugDescription) is not a capture: it starts with \(Self.quoted(start)); "
                + "give a pcap or pcapng file, plain or gzip'd"
        case .damaged(let path, let offset, let reason):
            "\(path.debugDescription) is damaged at octet \(offset): \(reason); "
                + "copy or capture it again, or keep what is before that octet"
        case .truncated(let path, let offset):
            "\(path.debugDescription) is truncated: it ends within what starts at octet \(offset); "
                + "every packet before was read; copy it again if it was being written"
        case .damagedGzip(let path, let offset, let reason):
            "\(path.debugDescription) is damaged gzip near compressed octet \(offset): \(reason); "
                + "check it with gzip -t and copy it again"
        case .unsupportedLinkType(let source, let number):
            "\(source.debugDescription) has frames of link type \(number), which Weir does not decode; "
                + "capture on an interface of one of the link types \(Self.supportedLinkTypes)"
        default: liveMessage
        }
    }

    private static var supportedLinkTypes: String {
        LinkType.supported.map { String($0.rawValue) }.joined(separator: ", ")
    }

    private static func quoted(_ start: [UInt8]) -> String {
        if !start.isEmpty, start.allSatisfy({ 0x20...0x7e ~= $0 || 0x09...0x0d ~= $0 }) {
            return "the text " + String(decoding: start, as: UTF8.self).debugDescription
        }
        let digits = start.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return "the octets " + digits.joined(separator: " ")
    }
}
