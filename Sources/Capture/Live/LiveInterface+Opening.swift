import Packets

extension LiveInterface {
    /// Bytes of libpcap's ring while it only says what an interface is and compiles the filter.
    private static let probeBytes = 262_144

    /// Opens interface number `place` of `configuration`; what is worth a warning is appended to `warnings`.
    init(
        opening place: Int, of configuration: LiveCapture.Configuration, warnings: inout [String]
    ) throws(CaptureError) {
        let name = configuration.interfaces[place]
        if let interface = try Self.ring(place, configuration, &warnings) {
            self = interface
            return
        }
        if configuration.fanoutGroup != nil {
            throw .invalidConfiguration(
                setting: "fanoutGroup", reason: "\(name) cannot be shared; name an Ethernet interface")
        }
        let libpcap = try LibpcapHandle(name, configuration, warnings: &warnings)
        let linkType = libpcap.linkType
        if let filter = configuration.filter { _ = try libpcap.apply(filter, name: name) }
        guard let reader = libpcap.reader() else {
            throw .captureFailed(interface: name, reason: "it cannot be waited on")
        }
        self.init(name: name, linkType: linkType, libpcap: reader)
    }

    /// Opens an interface whose frames the kernel gives as they are on the wire; `nil` where libpcap has to make them.
    private static func ring(
        _ place: Int, _ configuration: LiveCapture.Configuration, _ warnings: inout [String]
    ) throws(CaptureError) -> LiveInterface? {
        let name = configuration.interfaces[place]
        if name == "any" { return nil }
        // libpcap knows best what an interface is, and its words for what is wrong with it are the ones people know.
        var probe = configuration
        probe.bufferBytes = probeBytes
        var said: [String] = []
        let libpcap = try LibpcapHandle(name, probe, warnings: &said)
        guard libpcap.linkType == .ethernet else { return nil }
        let filter =
            if let text = configuration.filter {
                try libpcap.apply(text, name: name)
            } else {
                PacketFilter(keeping: configuration.snapLength)
            }
        do throws(RingFailure) {
            let reader = try RingReader(opening: place, of: configuration, filter)
            warnings += said
            return LiveInterface(name: name, linkType: .ethernet, ring: reader)
        } catch {
            if configuration.fanoutGroup != nil { throw .captureFailed(interface: name, reason: error.reason) }
            warnings.append("\(name): libpcap copies its packets, for the kernel's ring cannot be had: \(error.reason)")
            return nil
        }
    }
}
