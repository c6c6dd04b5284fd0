extension LiveCapture {
    /// What to capture and how much memory to give to it.
    public struct Configuration: Hashable, Sendable {
        /// Names of the interfaces, at least one, none twice; `any` is all of them, in cooked frames.
        public var interfaces: [String]
        /// Octets kept of a packet, 64…262144. The default, 512, holds all that Weir reads: headers, within a tunnel too, and
        /// the question of a DNS message with the longest name. Longer packets are cut and keep their original length.
        /// More costs ring space and so earlier drops, and time: the kernel copies it, and from there it comes line by line.
        public var snapLength = 512
        /// Bytes of the kernel's ring, for each interface, 262144…2147483647; it bridges the moments in which Weir is busy.
        public var bufferBytes = 64 << 20
        /// Whether to ask for frames that are addressed to others.
        public var isPromiscuous = false
        /// A filter in the language of pcap-filter(7), applied in the kernel; `nil` takes everything.
        public var filter: String?
        /// How long the kernel may hold packets back to hand over many at once, milliseconds, 1…10000. libpcap cannot
        /// poll with 0, which would mean "no limit".
        public var timeoutMilliseconds = 100

        /// A number that captures have in common which share their interfaces (packet(7), PACKET_FANOUT): each packet
        /// is given to one of them, and all packets between two hosts to the same one, by the addresses of the
        /// outermost IP header; what is not IP to the one that was opened first. `nil` shares with nobody.
        ///
        /// Ethernet and loopback alone can be shared, by up to 256 captures of this network namespace, with the same
        /// interfaces in the same order: the second interface takes the next number, and so on. Packets are let in
        /// from the first call of `next` on, so open all captures before, or flows move when another joins.
        public var fanoutGroup: UInt16?

        public init(interfaces: [String]) {
            self.interfaces = interfaces
        }

        /// The first setting out of its range.
        func validate() throws(CaptureError) {
            func require(_ condition: Bool, _ setting: String, _ reason: String) throws(CaptureError) {
                if !condition { throw .invalidConfiguration(setting: setting, reason: reason) }
            }
            try require(!interfaces.isEmpty, "interfaces", "name at least one interface, or \"any\"")
            try require(Set(interfaces).count == interfaces.count, "interfaces", "name every interface once")
            try require(!interfaces.contains(""), "interfaces", "an interface's name cannot be empty")
            try require(64...262_144 ~= snapLength, "snapLength", "\(snapLength) is not in 64…262144 octets")
            try require(
                262_144...Int(Int32.max) ~= bufferBytes, "bufferBytes",
                "\(bufferBytes) is not in 262144…2147483647 bytes")
            try require(
                1...10_000 ~= timeoutMilliseconds, "timeoutMilliseconds",
                "\(timeoutMilliseconds) is not in 1…10000 milliseconds")
        }
    }
}
