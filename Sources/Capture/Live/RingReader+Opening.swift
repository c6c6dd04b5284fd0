internal import CPcap
import Glibc

extension RingReader {
    /// Opens `name`, an Ethernet or loopback interface, and takes in what `filter` keeps.
    init(
        opening name: String, _ configuration: LiveCapture.Configuration, _ filter: PacketFilter
    ) throws(RingFailure) {
        let interface = unsafe Int32(bitPattern: if_nametoindex(name))
        guard interface > 0 else { throw RingFailure(step: "if_nametoindex", code: errno) }
        let geometry = RingGeometry(bufferBytes: configuration.bufferBytes, snapLength: configuration.snapLength)
        let socket = try PacketSocket()
        var mapped: PacketRing?
        do throws(RingFailure) {
            try socket.makeRing(geometry, timeoutMilliseconds: configuration.timeoutMilliseconds)
            let ring = try PacketRing(of: socket, geometry)
            mapped = ring
            if name == "lo" { try socket.ignoreOutgoing() }
            if configuration.isPromiscuous { try socket.beMember(promiscuousOn: interface) }
            try socket.attach(filter)
            // From here on packets come, and all that come are counted.
            try socket.bind(to: interface)
            self.init(socket: socket, ring: ring, snapLength: configuration.snapLength, gate: nil)
        } catch {
            mapped?.unmap()
            Glibc.close(socket.descriptor)
            throw error
        }
    }
}
