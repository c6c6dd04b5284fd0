/// Network byte order (RFC 1700): the most significant octet first.
///
/// After a view's one length check the optimizer proves each of these in bounds and compiles it to a single load.
extension Span<UInt8> {
    /// The 16 bits at `offset`, in host order. A bug, not input, reads beyond the end: that traps.
    @inlinable @inline(__always)
    func uint16(at offset: Int) -> UInt16 {
        UInt16(self[offset]) << 8 | UInt16(self[offset + 1])
    }

    /// The 24 bits at `offset`, in host order.
    @inline(__always)
    func uint24(at offset: Int) -> UInt32 {
        UInt32(self[offset]) << 16 | UInt32(uint16(at: offset + 1))
    }

    /// The 32 bits at `offset`, in host order.
    @inlinable @inline(__always)
    func uint32(at offset: Int) -> UInt32 {
        UInt32(self[offset]) << 24 | UInt32(self[offset + 1]) << 16
            | UInt32(self[offset + 2]) << 8 | UInt32(self[offset + 3])
    }

    /// The 48 bits at `offset` in the low bits: a MAC address, its first octet the most significant.
    @inline(__always)
    func uint48(at offset: Int) -> UInt64 {
        UInt64(uint32(at: offset)) << 16 | UInt64(uint16(at: offset + 4))
    }

    /// The 64 bits at `offset`, in host order.
    @inline(__always)
    func uint64(at offset: Int) -> UInt64 {
        UInt64(uint32(at: offset)) << 32 | UInt64(uint32(at: offset + 4))
    }
}
