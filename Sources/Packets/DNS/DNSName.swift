/// A domain name read from a message: its labels in the form of RFC 1035 §3.1, each behind its length, without the
/// root's 0.
///
/// A scratch value on the stack while a question is read.
struct DNSName {
    /// Octets of a name on the wire, the root's 0 included (RFC 1035 §2.3.4).
    static let maximumLength = 255
    /// Compression pointers that are followed in one name.
    static let maximumPointers = 8

    /// The labels, each behind its length, in the case of the wire.
    private(set) var octets = InlineArray<255, UInt8>(repeating: 0)
    /// Octets in use, 0…254.
    private(set) var count = 0
    /// Labels, 0…127.
    private(set) var labelCount = 0
    /// Octets of the longest label, 0…63.
    private(set) var longestLabel = 0
    /// Where the name ends in the message: behind its root or its first pointer.
    private(set) var end = 0

    /// Reads the name at `start`; nil where the message ends before the name does.
    init?(_ message: Span<UInt8>, at start: Int) throws(DNSError) {
        var position = start
        var pointers = 0
        while position < message.count {
            let length = Int(message[position])
            switch length >> 6 {
            case 0b00 where length == 0:
                if pointers == 0 { end = position + 1 }
                return
            case 0b00:
                guard position + length < message.count else { return nil }
                try append(message.extracting(position...(position + length)))
                position += 1 + length
            case 0b11:
                guard position + 1 < message.count else { return nil }
                if pointers == 0 { end = position + 2 }
                pointers += 1
                guard pointers <= Self.maximumPointers else { throw .dnsPointersTooMany }
                position = Int(message.uint16(at: position) & 0x3FFF)
                guard position >= DNSMessage.headerLength else { throw .dnsPointerInvalid }
            default: throw .dnsLabelType
            }
        }
        // A pointer is the message's own word; otherwise the capture may have cut the name.
        if pointers > 0 { throw .dnsPointerInvalid }
        return nil
    }

    /// Adds a label behind its length.
    private mutating func append(_ label: Span<UInt8>) throws(DNSError) {
        guard count + label.count < Self.maximumLength else { throw .dnsNameTooLong }
        for index in label.indices {
            octets[count + index] = label[index]
        }
        count += label.count
        labelCount += 1
        longestLabel = max(longestLabel, label.count - 1)
    }

    /// Octets of the name as text: its labels and the dots between them; 0 for the root.
    var textLength: Int { max(0, count - 1) }
}
