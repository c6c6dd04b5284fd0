import Packets

extension CaptureFile {
    /// The next packet of a pcapng; reads and passes over the blocks between.
    @inline(__always)
    @_lifetime(&self)
    mutating func nextPcapng() throws(CaptureError) -> Frame? {
        while true {
            if owed > 0 { try payOwed() }
            guard try input.ensure(PcapngBlock.headLength) else {
                if input.available == 0 { return nil }
                throw .truncated(path: path, offset: input.offset)
            }
            let type = input.long(0, section.order)
            let order = type == PcapngBlock.sectionHeader ? try sectionOrder() : section.order
            let length = Int(input.long(4, order))
            let isWhole = try load(type, length, order)
            switch type {
            case PcapngBlock.enhancedPacket, PcapngBlock.packet:
                return try packet(length, isWhole, hasLongIdentifier: type == PcapngBlock.enhancedPacket)
            case PcapngBlock.simplePacket:
                return try simplePacket(length, isWhole)
            case PcapngBlock.sectionHeader: try beginSection(order)
            case PcapngBlock.interfaceDescription: try describeInterface(length)
            default: break
            }
            try consume(0, of: length, isWhole)
        }
    }

    /// Checks a block's length, then makes all of it available, or as much as the buffer holds.
    ///
    /// False if the buffer does not hold all of it.
    @inline(__always)
    private mutating func load(_ type: UInt32, _ length: Int, _ order: ByteOrder) throws(CaptureError) -> Bool {
        guard length >= PcapngBlock.minimumLength(type), length % 4 == 0 else {
            throw damage("a block of type \(type) with a length of \(length)", at: input.offset)
        }
        guard try input.ensure(min(length, CaptureInput.capacity)) else {
            throw .truncated(path: path, offset: input.offset)
        }
        guard length <= CaptureInput.capacity else { return false }
        let repeated = input.long(length - PcapngBlock.tailLength, order)
        guard repeated == UInt32(truncatingIfNeeded: length) else {
            throw damage("a block of length \(length) that ends with a length of \(repeated)", at: input.offset)
        }
        return true
    }

    /// Consumes a block; of one beyond the buffer only the first `used` octets, the rest is owed.
    private mutating func consume(_ used: Int, of length: Int, _ isWhole: Bool) throws(CaptureError) {
        if isWhole {
            input.advance(length)
        } else {
            let step = max(used, PcapngBlock.headLength)
            (owed, owedStart) = (length - step, input.offset)
            input.advance(step)
        }
    }

    /// Passes over what is left of a block beyond the buffer.
    private mutating func payOwed() throws(CaptureError) {
        owed = try input.skip(owed)
        if owed > 0 { throw .truncated(path: path, offset: owedStart) }
    }

    /// Reads a block with the identifier of an interface, a time and two lengths (§4.3, §A).
    @inline(__always)
    @_lifetime(&self)
    private mutating func packet(
        _ length: Int, _ isWhole: Bool, hasLongIdentifier: Bool
    ) throws(CaptureError) -> Frame {
        let order = section.order
        let identifier = hasLongIdentifier ? Int(input.long(8, order)) : Int(input.word(8, order))
        let interface = try interface(identifier)
        let captured = Int(input.long(20, order))
        let original = Int(input.long(24, order))
        guard captured <= Self.maximumCapturedLength else { throw overlong(captured, at: input.offset) }
        guard captured <= length - 32 else {
            throw damage("a packet of \(captured) octets in a block of \(length)", at: input.offset)
        }
        latest = interface.timestamp(UInt64(input.long(12, order)) << 32 | UInt64(input.long(16, order)))
        let used = 28 + captured
        try consume(used, of: length, isWhole)
        return frame(
            captured, trailing: isWhole ? length - used : 0, originalLength: original, linkType: interface.linkType,
            snapLength: interface.snapLength, interface: section.firstInterface + identifier)
    }

    /// Reads a packet that has its length on the wire alone and belongs to the section's first interface (§4.4).
    @_lifetime(&self)
    private mutating func simplePacket(_ length: Int, _ isWhole: Bool) throws(CaptureError) -> Frame {
        let interface = try interface(0)
        let original = Int(input.long(8, section.order))
        let captured = min(original, interface.snapLength, length - 16)
        guard captured <= Self.maximumCapturedLength else { throw overlong(captured, at: input.offset) }
        let used = 12 + captured
        try consume(used, of: length, isWhole)
        statistics.withoutTimestamp &+= 1
        return frame(
            captured, trailing: isWhole ? length - used : 0, originalLength: original, linkType: interface.linkType,
            snapLength: interface.snapLength, interface: section.firstInterface)
    }

    @inline(__always)
    private func interface(_ identifier: Int) throws(CaptureError) -> PcapngInterface {
        guard identifier < section.interfaces.count else {
            throw damage("a packet of interface \(identifier), which was not described", at: input.offset)
        }
        let interface = section.interfaces[identifier]
        guard interface.isSupported else {
            throw .unsupportedLinkType(source: path, number: interface.linkType.rawValue)
        }
        return interface
    }
}
