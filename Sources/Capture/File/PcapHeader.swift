import Packets

/// The 24 octets at the start of a classic pcap (draft-ietf-opsawg-pcap §4).
struct PcapHeader {
    /// What the magic number says about the records.
    enum Flavour {
        case microseconds
        case nanoseconds
        /// Alexey Kuznetsov's: 8 more octets in a record's header.
        case modified

        init?(magic: UInt32) {
            switch magic {
            case 0xa1b2_c3d4: self = .microseconds
            case 0xa1b2_3c4d: self = .nanoseconds
            case 0xa1b2_cd34: self = .modified
            default: return nil
            }
        }
    }

    /// How a record gives its two lengths; it changed with the format's minor version, as in libpcap's `sf-pcap.c`.
    enum LengthOrder {
        case capturedFirst
        case originalFirst
        /// Version 2.3 came in both orders: the smaller is the captured one.
        case unknown
    }

    static let length = 24

    private(set) var order = ByteOrder.little
    private(set) var lengthOrder = LengthOrder.capturedFirst
    /// Octets before a record's packet.
    private(set) var recordLength = 16
    /// What one unit of a record's fraction of a second is.
    private(set) var nanosecondsPerUnit: Int64 = 1_000
    /// Octets; 0 in the file, which means no limit, becomes the maximum.
    private(set) var snapLength = CaptureFile.maximumCapturedLength
    private(set) var linkType = LinkType.ethernet
    /// Little-endian, and lengths in today's order, as nearly all are.
    private(set) var isCommon = true

    /// What stands for the header in a file that has none.
    init() {}

    /// Consumes the header.
    init(from input: inout CaptureInput) throws(CaptureError) {
        guard try input.ensure(Self.length) else { throw .truncated(path: input.path, offset: 0) }
        if let flavour = Flavour(magic: input.long(0, .little)) {
            apply(flavour)
        } else if let flavour = Flavour(magic: input.long(0, .big)) {
            order = .big
            apply(flavour)
        }
        switch (input.word(4, order), input.word(6, order)) {
        case (2, 0...2), (543, 0): lengthOrder = .originalFirst
        case (2, 3): lengthOrder = .unknown
        case (2, 4): break
        case (let major, let minor):
            throw .damaged(
                path: input.path, offset: 4, reason: "version \(major).\(minor) of pcap is unknown; 2.4 is current")
        }
        isCommon = order == .little && lengthOrder == .capturedFirst
        let limit = input.long(16, order)
        if limit > 0, limit <= UInt32(Int32.max) { snapLength = Int(limit) }
        // The highest bits tell of a frame check sequence (draft-ietf-opsawg-pcap §4, libpcap's LT_LINKTYPE).
        linkType = LinkType(rawValue: input.long(20, order) & 0x03ff_ffff)
        guard linkType.isSupported else {
            throw .unsupportedLinkType(source: input.path, number: linkType.rawValue)
        }
        input.advance(Self.length)
    }

    private mutating func apply(_ flavour: Flavour) {
        switch flavour {
        case .microseconds: break
        case .nanoseconds: nanosecondsPerUnit = 1
        case .modified: recordLength = 24
        }
    }
}
