import Packets

/// What the windows need of one DNS message.
public struct DNSObservation: Sendable, BitwiseCopyable {
    public var isResponse: Bool
    /// A response with a code other than NOERROR.
    public var isFailure: Bool
    /// Octets of the message.
    public var octets: Int
    /// Octets of the first question's name below its parent domain, as text.
    public var nameOctets: Int
    /// Entropy of those labels in hundredths of a bit an octet.
    public var labelCentibits: UInt32
    /// A type that hosts seldom ask for: TXT, NULL, CNAME, MX and the like, which carry the most in a tunnel.
    public var isRareType: Bool
    /// Hash of the whole name, and of its parent domain.
    public var name: UInt64
    public var parent: UInt64

    public init(
        isResponse: Bool, isFailure: Bool, octets: Int, nameOctets: Int, labelCentibits: UInt32, isRareType: Bool,
        name: UInt64, parent: UInt64
    ) {
        self.isResponse = isResponse
        self.isFailure = isFailure
        self.octets = octets
        self.nameOctets = nameOctets
        self.labelCentibits = labelCentibits
        self.isRareType = isRareType
        self.name = name
        self.parent = parent
    }
}
