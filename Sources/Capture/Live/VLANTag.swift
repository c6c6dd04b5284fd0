internal import CPcap

/// The outermost VLAN tag of a frame (IEEE 802.1Q), which Linux takes out of the frame before a ring sees it.
struct VLANTag {
    /// Octets of a tag, and of the addresses before it.
    static let length = 4
    static let offset = 12

    private let protocolIdentifier: UInt16
    private let control: UInt16

    init(_ header: RingHeader) {
        let isNamed = header.status & UInt32(TP_STATUS_VLAN_TPID_VALID) != 0
        protocolIdentifier = isNamed ? header.tagProtocol : UInt16(ETHERTYPE_VLAN)
        control = UInt16(truncatingIfNeeded: header.tagControl)
    }

    /// Puts the tag in its place: moves the addresses at `octets` four octets down, where the ring has left room.
    func insert(before octets: UnsafeMutableRawPointer) {
        let start = unsafe octets - Self.length
        unsafe start.copyMemory(from: octets, byteCount: Self.offset)
        unsafe (start + Self.offset).storeBytes(of: protocolIdentifier.bigEndian, as: UInt16.self)
        unsafe (start + Self.offset + 2).storeBytes(of: control.bigEndian, as: UInt16.self)
    }
}
