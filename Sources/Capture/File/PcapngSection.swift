/// What holds for the blocks after a section header (draft-ietf-opsawg-pcapng §4.1).
struct PcapngSection {
    /// More interface descriptions than this in a section are damage, so that memory stays bounded.
    static let maximumInterfaces = 65_536

    var order = ByteOrder.little
    /// By the identifier that packets carry.
    var interfaces: [PcapngInterface] = []
    /// The ordinal in the file of this section's first interface.
    var firstInterface = 0

    /// Forgets the interfaces: identifiers start anew in each section.
    mutating func begin(_ order: ByteOrder) {
        self.order = order
        firstInterface += interfaces.count
        interfaces.removeAll(keepingCapacity: true)
    }
}
