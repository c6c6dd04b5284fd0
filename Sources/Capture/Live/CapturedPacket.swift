public import Packets

/// One packet as the kernel or libpcap lends it, before it is a `Frame`.
@safe
@usableFromInline
struct CapturedPacket {
    /// Its first captured octet, borrowed.
    @usableFromInline let octets: UnsafePointer<UInt8>
    @usableFromInline let capturedLength: Int
    /// Octets on the wire, not less than `capturedLength`.
    @usableFromInline let originalLength: Int
    @usableFromInline let timestamp: Timestamp

    @inlinable
    init(octets: UnsafePointer<UInt8>, capturedLength: Int, originalLength: Int, timestamp: Timestamp) {
        unsafe self.octets = octets
        self.capturedLength = capturedLength
        self.originalLength = originalLength
        self.timestamp = timestamp
    }
}
