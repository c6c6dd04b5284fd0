import Capture
import Packets

/// The first frames of a capture, held in memory.
struct HeldCapture {
    struct Place {
        var start: Int
        var end: Int
        var originalLength: Int
        var timestamp: Timestamp
        var linkType: LinkType
    }

    /// Of all frames, one behind the other.
    private(set) var octets: [UInt8] = []
    private(set) var places: [Place] = []

    init(_ options: Options) throws {
        guard let path = options.capture else { throw UsageError(reason: "name a capture with --capture") }
        var file = try CaptureFile(path: path)
        while places.count < options.packets, let frame = try file.next() {
            let start = octets.count
            for index in frame.octets.indices { octets.append(frame.octets[index]) }
            places.append(
                Place(
                    start: start, end: octets.count, originalLength: frame.originalLength, timestamp: frame.timestamp,
                    linkType: frame.linkType))
        }
    }

    /// Decodes frame after frame, each into the same header; hands those to `body` that are IP packets.
    func forEachHeader(_ body: (borrowing PacketHeader) -> Void) {
        var header = PacketHeader()
        let all = octets.span
        for place in places {
            do throws(DecodeError) {
                try PacketDecoder.decode(
                    all.extracting(place.start..<place.end), linkType: place.linkType,
                    originalLength: place.originalLength, timestamp: place.timestamp, into: &header)
            } catch {
                continue
            }
            if header.network != .arp { body(header) }
        }
    }

    /// The headers of its IP packets.
    var headers: [PacketHeader] {
        var headers: [PacketHeader] = []
        headers.reserveCapacity(places.count)
        forEachHeader { headers.append(copy $0) }
        return headers
    }
}
