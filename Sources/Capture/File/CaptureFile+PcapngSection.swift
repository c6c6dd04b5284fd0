import Packets

extension CaptureFile {
    /// The byte order of the section that starts at the cursor.
    mutating func sectionOrder() throws(CaptureError) -> ByteOrder {
        guard try input.ensure(12) else { throw .truncated(path: path, offset: input.offset) }
        if input.long(8, .little) == 0x1a2b_3c4d { return .little }
        if input.long(8, .big) == 0x1a2b_3c4d { return .big }
        throw damage("a section header without its byte-order magic", at: input.offset)
    }

    /// Starts the section at the cursor (§4.1); its blocks are read in `order`.
    mutating func beginSection(_ order: ByteOrder) throws(CaptureError) {
        let major = input.word(12, order)
        guard major == 1 else {
            throw damage("version \(major) of pcapng is unknown; 1 is current", at: input.offset)
        }
        section.begin(order)
    }

    /// Reads the interface description of `length` octets at the cursor (§4.2).
    mutating func describeInterface(_ length: Int) throws(CaptureError) {
        guard section.interfaces.count < PcapngSection.maximumInterfaces else {
            throw damage("more than \(PcapngSection.maximumInterfaces) interfaces", at: input.offset)
        }
        let order = section.order
        var interface = PcapngInterface(
            linkType: LinkType(rawValue: UInt32(input.word(8, order))), snapLength: input.long(12, order))
        // Options beyond the buffer are passed over: nobody writes 1 MiB of them before a time resolution.
        let end = min(length, input.available) - PcapngBlock.tailLength
        var place = 16
        while place + 4 <= end {
            let code = input.word(place, order)
            let size = Int(input.word(place + 2, order))
            place += 4
            if code == 0 { break }
            guard place + size <= end else {
                if end + PcapngBlock.tailLength < length { break }
                throw damage("an interface option of \(size) octets that its block does not hold", at: input.offset)
            }
            try apply(option: code, place, size, to: &interface)
            place += (size + 3) & ~3
        }
        section.interfaces.append(interface)
    }

    private func apply(
        option code: UInt16, _ place: Int, _ size: Int, to interface: inout PcapngInterface
    ) throws(CaptureError) {
        let order = section.order
        switch (code, size) {
        case (9, 1):
            let resolution = input.byte(place)
            guard interface.setResolution(resolution) else {
                throw damage("an if_tsresol of \(resolution)", at: input.offset)
            }
        case (14, 8):
            let (first, second) = (UInt64(input.long(place, order)), UInt64(input.long(place + 4, order)))
            let pattern = order == .little ? second << 32 | first : first << 32 | second
            interface.secondsOffset = Int64(bitPattern: pattern)
        case (9, _), (14, _): throw damage("an interface option \(code) of \(size) octets", at: input.offset)
        default: break
        }
    }
}
