internal import CPcap
import Glibc

extension RingReader {
    /// Opens interface number `place` of `configuration`, an Ethernet or loopback interface, and takes in what `filter`
    /// keeps.
    init(
        opening place: Int, of configuration: LiveCapture.Configuration, _ filter: PacketFilter
    ) throws(RingFailure) {
        let name = configuration.interfaces[place]
        let interface = unsafe Int32(bitPattern: if_nametoindex(name))
        guard interface > 0 else { throw RingFailure(step: "if_nametoindex", code: errno) }
        let geometry = RingGeometry(bufferBytes: configuration.bufferBytes, snapLength: configuration.snapLength)
        let filter = name == "lo" ? filter.withoutOutgoing : filter
        let socket = try PacketSocket()
        var mapped: PacketRing?
        do throws(RingFailure) {
            try socket.makeRing(geometry, timeoutMilliseconds: configuration.timeoutMilliseconds)
            let ring = try PacketRing(of: socket, geometry)
            mapped = ring
            if configuration.isPromiscuous { try socket.beMember(promiscuousOn: interface) }
            let group = configuration.fanoutGroup
            try socket.attach(filter)
            // Between bind and join the socket would be given what the others have.
            if group != nil { try socket.attach(.nothing) }
            // From here on packets come, and all that come are counted.
            try socket.bind(to: interface)
            if let group {
                try socket.join(group: group &+ UInt16(truncatingIfNeeded: place), choosingBy: .memberByAddresses)
            }
            self.init(
                socket: socket, ring: ring, snapLength: configuration.snapLength, gate: group == nil ? nil : filter)
        } catch {
            mapped?.unmap()
            Glibc.close(socket.descriptor)
            throw error
        }
    }
}
