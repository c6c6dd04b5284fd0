/// What the headers so far leave of a frame to the next one.
///
/// Never more is captured than there was: `octets.count <= length`, and every operation keeps that.
struct Remainder: ~Escapable {
    /// What was captured of it.
    let octets: Span<UInt8>
    /// Where `octets` begin in the captured frame.
    let offset: Int
    /// Octets of it on the wire, captured or not: by the capture's record, and within IP by its length field.
    let length: Int
    /// Tunnels entered so far, 0…`PacketDecoder.maximumTunnels`.
    let tunnels: Int

    /// A frame of `originalLength` octets on the wire; a record that claims fewer than it holds is read as whole.
    @inline(__always)
    @_lifetime(copy octets)
    init(_ octets: Span<UInt8>, originalLength: Int) {
        self.init(octets: octets, offset: 0, length: max(originalLength, octets.count), tunnels: 0)
    }

    @inline(__always)
    @_lifetime(copy octets)
    private init(octets: Span<UInt8>, offset: Int, length: Int, tunnels: Int) {
        self.octets = octets
        self.offset = offset
        self.length = length
        self.tunnels = tunnels
    }

    /// What follows a header of `count` captured octets.
    @inline(__always)
    @_lifetime(copy self)
    func dropping(_ count: Int) -> Remainder {
        Remainder(
            octets: octets.extracting(droppingFirst: count), offset: offset + count, length: length - count,
            tunnels: tunnels)
    }

    /// The same, ending where a length field says: padding is cut off, what was not captured stays counted.
    @inline(__always)
    @_lifetime(copy self)
    func limited(to length: Int) -> Remainder {
        Remainder(octets: octets.extracting(first: length), offset: offset, length: length, tunnels: tunnels)
    }

    /// The same, one tunnel deeper.
    @inline(__always)
    @_lifetime(copy self)
    func inTunnel() -> Remainder {
        Remainder(octets: octets, offset: offset, length: length, tunnels: tunnels + 1)
    }
}

extension PacketHeader {
    /// Notes the payload: what follows a transport header of `headerLength` octets, of which options may not be
    /// captured.
    @inline(__always)
    mutating func setPayload(of rest: borrowing Remainder, after headerLength: Int) {
        payloadLength = UInt32(truncatingIfNeeded: rest.length - headerLength)
        payloadOffset = UInt32(truncatingIfNeeded: rest.offset + min(headerLength, rest.octets.count))
    }
}
