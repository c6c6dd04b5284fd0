import Packets

extension CaptureFile {
    /// The next record of a classic pcap (draft-ietf-opsawg-pcap §5).
    @inline(__always)
    @_lifetime(&self)
    mutating func nextPcap() throws(CaptureError) -> Frame? {
        guard try input.ensure(header.recordLength) else {
            if input.available == 0 { return nil }
            throw .truncated(path: path, offset: input.offset)
        }
        let seconds: UInt32
        let fraction: UInt32
        let captured: Int
        let original: Int
        if header.isCommon {
            seconds = input.long(0, .little)
            fraction = input.long(4, .little)
            captured = Int(input.long(8, .little))
            original = Int(input.long(12, .little))
        } else {
            seconds = input.long(0, header.order)
            fraction = input.long(4, header.order)
            (captured, original) = lengths()
        }
        guard captured <= Self.maximumCapturedLength else { throw overlong(captured, at: input.offset) }
        guard try input.ensure(header.recordLength + captured) else {
            throw .truncated(path: path, offset: input.offset)
        }
        input.advance(header.recordLength + captured)
        // 32 bits of seconds and of fraction cannot overflow 64 bits of nanoseconds.
        latest = Timestamp(nanoseconds: Int64(seconds) &* 1_000_000_000 &+ Int64(fraction) &* header.nanosecondsPerUnit)
        return frame(
            captured, trailing: 0, originalLength: original, linkType: header.linkType,
            snapLength: header.snapLength, interface: 0)
    }

    /// Captured and original length of the record at the cursor, in whichever order the format's version has them.
    private func lengths() -> (Int, Int) {
        let first = Int(input.long(8, header.order))
        let second = Int(input.long(12, header.order))
        switch header.lengthOrder {
        case .capturedFirst: return (first, second)
        case .originalFirst: return (second, first)
        case .unknown: return (min(first, second), max(first, second))
        }
    }

    /// The damage of a captured length that no capture program writes.
    func overlong(_ captured: Int, at offset: Int) -> CaptureError {
        damage("a packet of \(captured) captured octets, more than \(Self.maximumCapturedLength)", at: offset)
    }
}
