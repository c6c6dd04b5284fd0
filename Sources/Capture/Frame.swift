public import Packets

/// One captured frame, borrowed from its source until the source's next call.
///
/// Holding two frames of one source is a compile error, which is the contract of libpcap's `pcap_next_ex` checked.
public struct Frame: ~Escapable {
    /// When the frame was captured, as the capture says; it may lie before the previous frame's.
    public let timestamp: Timestamp
    // Between what is read together: a load of two fields that were just stored one by one would wait for both stores.
    /// Which interface saw it: the place in `LiveCapture.Configuration.interfaces`, or the ordinal of
    /// the pcapng interface description over all sections of the file; 0 in a classic pcap.
    public let interface: Int
    /// Octets the frame had on the wire; never less than `octets.count`.
    public let originalLength: Int
    /// What the first octet starts.
    public let linkType: LinkType
    /// The captured octets, possibly none, in the source's own buffer; at most `CaptureFile.maximumCapturedLength`.
    public let octets: Span<UInt8>
    @_lifetime(copy octets)
    @inlinable
    public init(
        timestamp: Timestamp, originalLength: Int, linkType: LinkType, octets: Span<UInt8>, interface: Int = 0
    ) {
        self.timestamp = timestamp
        self.originalLength = originalLength
        self.linkType = linkType
        self.octets = octets
        self.interface = interface
    }
}
