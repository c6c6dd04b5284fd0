/// A TCP segment (RFC 9293 §3.1): 20…60 octets of header, of which the first 14, ports to flags, suffice here.
package struct TCPSegment: ~Escapable {
    /// Octets up to the flags.
    package static let sufficientLength = 14
    /// Octets of a header without options.
    package static let minimumHeaderLength = 20
    private let octets: Span<UInt8>

    /// A view of a segment's captured octets; nil where they end before the flags do.
    @inline(__always)
    @_lifetime(copy octets)
    package init?(_ octets: Span<UInt8>) {
        guard octets.count >= Self.sufficientLength else { return nil }
        self.octets = octets
    }

    /// Source port.
    @inline(__always)
    package var sourcePort: UInt16 { octets.uint16(at: 0) }
    /// Destination port.
    @inline(__always)
    package var destinationPort: UInt16 { octets.uint16(at: 2) }
    /// Sequence number.
    @inline(__always)
    package var sequence: UInt32 { octets.uint32(at: 4) }
    /// Acknowledgement number.
    @inline(__always)
    package var acknowledgment: UInt32 { octets.uint32(at: 8) }
    /// Octets of the header with its options, 0…60; below 20 it is malformed.
    @inline(__always)
    package var headerLength: Int { Int(octets[12] >> 4) * 4 }
    /// Flags.
    @inline(__always)
    package var flags: TCPFlags { TCPFlags(rawValue: octets[13]) }
    /// Window, unscaled; 0 where it was not captured.
    @inline(__always)
    package var window: UInt16 { octets.count >= 16 ? octets.uint16(at: 14) : 0 }
}

extension PacketDecoder {
    @inline(__always)
    static func tcp(_ rest: borrowing Remainder, _ header: inout PacketHeader) throws(DecodeError) {
        guard let segment = TCPSegment(rest.octets) else {
            try tooShort(rest, headerLength: TCPSegment.sufficientLength, hasPorts: true, .tcpTruncated, &header)
            return
        }
        let headerLength = segment.headerLength
        guard headerLength >= TCPSegment.minimumHeaderLength else { throw .tcpHeaderLength }
        header.sourcePort = segment.sourcePort
        header.destinationPort = segment.destinationPort
        header.sequence = segment.sequence
        header.acknowledgment = segment.acknowledgment
        header.tcpFlags = segment.flags
        header.window = segment.window
        header.noteTCPOddities()
        guard rest.length >= headerLength else {
            try tooShort(rest, headerLength: headerLength, hasPorts: true, .tcpHeaderLength, &header)
            return
        }
        header.setPayload(of: rest, after: headerLength)
    }
}

extension PacketHeader {
    @inline(__always)
    fileprivate mutating func noteTCPOddities() {
        if sourcePort == 0 || destinationPort == 0 { oddities.insert(.portZero) }
        // Nearly every segment has ACK and either no SYN or, of SYN, FIN and RST, SYN alone: one test lets it pass.
        if tcpFlags.rawValue & 0x12 == 0x10 { return }
        noteTCPFlagOddities()
    }

    @inline(never)
    private mutating func noteTCPFlagOddities() {
        let flags = tcpFlags
        // The two congestion bits (RFC 3168) alone make no segment either.
        if flags.subtracting([.ece, .cwr]).isEmpty { oddities.insert(.tcpNoFlags) }
        if flags.contains(.syn), flags.contains(.fin) || flags.contains(.rst) { oddities.insert(.tcpSynFin) }
        guard flags.contains(.fin), !flags.contains(.ack) else { return }
        oddities.insert(.tcpFinWithoutAck)
        if flags.isSuperset(of: [.psh, .urg]) { oddities.insert(.tcpXmas) }
    }
}
