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
        let seconds = input.long(0, header.order)
        let fraction = input.long(4, header.order)
        var captured = Int(input.long(8, header.order))
        var original = Int(input.long(12, header.order))
        if header.lengthOrder != .capturedFirst, header.lengthOrder == .originalFirst || captured > original {
            swap(&captured, &original)
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

    /// The damage of a captured length that no capture program writes.
    func overlong(_ captured: Int, at offset: Int) -> CaptureError {
        damage("a packet of \(captured) captured octets, more than \(Self.maximumCapturedLength)", at: offset)
    }
}
