import Packets

/// One packet as the kernel or libpcap lends it, before it is a `Frame`.
@safe
struct CapturedPacket {
    /// Its first captured octet, borrowed.
    let octets: UnsafePointer<UInt8>
    let capturedLength: Int
    /// Octets on the wire, not less than `capturedLength`.
    let originalLength: Int
    let timestamp: Timestamp
}
