/// The formats of capture files, told apart by their first four octets.
enum CaptureFormat {
    case pcap
    case pcapng

    /// Looks at the first octets without consuming them.
    init(startOf input: inout CaptureInput) throws(CaptureError) {
        let isLongEnough = try input.ensure(4)
        guard input.available > 0 else { throw .emptyFile(path: input.path) }
        let magic = isLongEnough ? input.long(0, .little) : 0
        if magic == PcapngBlock.sectionHeader {
            self = .pcapng
        } else if PcapHeader.Flavour(magic: magic) != nil || PcapHeader.Flavour(magic: magic.byteSwapped) != nil {
            self = .pcap
        } else {
            throw .notACapture(path: input.path, start: input.prefix(16))
        }
    }
}
