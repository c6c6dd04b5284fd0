/// What detection needs of a DNS question, without its text.
public struct DNSQuestion: Hashable, Sendable, BitwiseCopyable {
    /// Octets of the name as text, dots included: 0 (the root) to 253.
    public var nameLength: UInt8
    /// Labels of the name, 0…127.
    public var labelCount: UInt8
    /// Octets of the longest label, 0…63.
    public var longestLabelLength: UInt8
    /// Octets of the labels left of the parent domain as text, the dots between them included; 0 where there are none.
    public var subdomainLength: UInt8
    /// Whether the name lies under in-addr.arpa or ip6.arpa, where every address is a name of its own.
    public var isReverseLookup: Bool
    /// QTYPE, a number of the IANA registry "Resource Record (RR) TYPEs": 1 A, 16 TXT, 28 AAAA.
    public var type: UInt16
    /// QCLASS: 1 IN; the top bit is mDNS's own (RFC 6762 §5.4).
    public var `class`: UInt16
    /// A hash of the whole name in lower case.
    public var nameHash: UInt64
    /// A hash of the parent domain in lower case: the last two labels, or three below `co.uk` and its like;
    /// a name that is no longer than that is its own parent.
    public var parentHash: UInt64
    /// Shannon entropy of the labels left of the parent domain, bits per octet: 0…8, 0 where there are none.
    public var subdomainEntropy: Double

    /// A question from its name, type and class; O(octets of the name).
    init(_ name: borrowing DNSName, type: UInt16, class: UInt16) {
        let parent = name.parentStart
        nameLength = UInt8(name.textLength)
        labelCount = UInt8(name.labelCount)
        longestLabelLength = UInt8(name.longestLabel)
        subdomainLength = UInt8(max(0, parent - 1))
        self.type = type
        self.class = `class`
        nameHash = name.hash(from: 0)
        parentHash = name.hash(from: parent)
        isReverseLookup = DNSName.isReverse(parentHash: parentHash)
        subdomainEntropy = name.entropy(before: parent)
    }
}
