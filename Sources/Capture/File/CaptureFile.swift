import Packets

/// A capture file read frame by frame: pcap in both byte orders and precisions, or pcapng, plain or gzip'd.
///
/// The format is told from the content. Octets pass through one buffer of 1 MiB, so memory does not grow with the
/// file and pipes work; frames point into it, and nothing is allocated for a packet.
public struct CaptureFile: ~Copyable, FrameSource {
    /// The most octets of one packet, as in libpcap (`MAXIMUM_SNAPLEN`); a longer captured length is damage.
    public static let maximumCapturedLength = 262_144

    /// The file as the caller named it; `-` is standard input.
    public let path: String
    /// What was delivered so far, and what was odd about it.
    public internal(set) var statistics = CaptureStatistics()

    var input: CaptureInput
    let format: CaptureFormat
    /// Of a classic pcap.
    let header: PcapHeader
    /// Of the pcapng section being read.
    var section = PcapngSection()
    /// Octets of the pcapng block that lie beyond its packet and could not be buffered with it.
    var owed = 0
    /// The offset where that block starts.
    var owedStart = 0
    /// The time of the frame before, for records without one.
    var latest = Timestamp(nanoseconds: 0)

    /// Opens `path` (`-` is standard input) and reads its header.
    public init(path: String) throws(CaptureError) {
        self.path = path
        var input = try CaptureInput(path: path)
        try input.detectCompression()
        let format = try CaptureFormat(startOf: &input)
        header = format == .pcap ? try PcapHeader(from: &input) : PcapHeader()
        self.format = format
        self.input = input
    }

    /// Octets of the file, compressed if it is; `nil` when it is no regular file. Taken when it was opened.
    public var fileSize: Int? { input.fileSize }

    /// Octets of the file consumed, compressed if it is; `position` of `fileSize` is the progress.
    public var position: Int { input.position }

    /// The next packet of the file, or `nil` at its end; the same error again after an error.
    @_lifetime(&self)
    public mutating func next() throws(CaptureError) -> Frame? {
        if format == .pcap { return try nextPcap() }
        return try nextPcapng()
    }

    /// The frame of the `length` octets consumed last but `trailing`; counts it.
    @inline(__always)
    @_lifetime(&self)
    mutating func frame(
        _ length: Int, trailing: Int, originalLength: Int, linkType: LinkType, snapLength: Int, interface: Int
    ) -> Frame {
        statistics.packets &+= 1
        statistics.octets &+= UInt64(length)
        if length > snapLength { statistics.overSnapLength &+= 1 }
        if length > originalLength { statistics.overOriginalLength &+= 1 }
        let timestamp = latest
        // The span borrows all of `self`, because whatever changes `self` may reuse the buffer.
        let start = unsafe input.consumed(length, trailing: trailing)
        let octets = unsafe _overrideLifetime(Span(_unsafeStart: start, count: length), mutating: &self)
        return Frame(
            timestamp: timestamp, originalLength: max(length, originalLength), linkType: linkType, octets: octets,
            interface: interface)
    }

    /// An error at `offset` of the decompressed file.
    func damage(_ reason: String, at offset: Int) -> CaptureError {
        .damaged(path: path, offset: offset, reason: reason)
    }
}
