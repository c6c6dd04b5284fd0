internal import CPcap

extension PacketFilter {
    /// Which member of a fanout group has a frame: a number that both directions between two hosts have in common, of
    /// which the kernel takes the remainder by the number of members.
    ///
    /// Only addresses count, those of the outermost IP header behind up to two VLAN tags that are in the frame. The
    /// kernel's own hash (PACKET_FANOUT_HASH) is symmetric, too, but its ports tear apart what belongs together: the
    /// two directions of VXLAN and Geneve, later fragments and their flow, ICMP errors and what they are about. What is
    /// not IP goes to the first member.
    static let memberByAddresses = PacketFilter((0...2).flatMap { member(behindTags: $0, isLast: $0 == 2) })

    private static func member(behindTags tags: Int, isLast: Bool) -> [sock_filter] {
        let type = 12 + 4 * tags
        // RFC 791 §3.1: source and destination; RFC 8200 §3: four words each.
        let version4 = sum(ofWordsAt: [type + 14, type + 18])
        let version6 = sum(ofWordsAt: (0..<8).map { type + 10 + 4 * $0 })
        var choice = [load(BPF_H, type)]
        let branches = isLast ? 2 : 4
        func jump(_ value: Int32, over count: Int) {
            let rest = branches - choice.count
            choice.append(operation(BPF_JMP | BPF_JEQ | BPF_K, UInt32(value), ifTrue: UInt8(rest + 1 + count)))
        }
        jump(ETHERTYPE_IP, over: 0)
        jump(ETHERTYPE_IPV6, over: version4.count)
        if !isLast {
            for tag in [ETHERTYPE_VLAN, serviceTag] { jump(tag, over: version4.count + version6.count) }
        }
        return choice + [operation(BPF_RET | BPF_K, 0)] + version4 + version6
    }

    /// IEEE 802.1ad.
    private static let serviceTag: Int32 = 0x88a8

    /// Returns the upper half of the words' sum times 2³² divided by the golden ratio.
    private static func sum(ofWordsAt offsets: [Int]) -> [sock_filter] {
        let clear = operation(BPF_LDX | BPF_IMM, 0)
        let sum = offsets.flatMap {
            [load(BPF_W, $0), operation(BPF_ALU | BPF_ADD | BPF_X, 0), operation(BPF_MISC | BPF_TAX, 0)]
        }
        let mix = [
            operation(BPF_ALU | BPF_MUL | BPF_K, 0x9e37_79b1), operation(BPF_ALU | BPF_RSH | BPF_K, 16),
            operation(BPF_RET | BPF_A, 0),
        ]
        return [clear] + sum + mix
    }

    /// Loads from `offset` of the Ethernet header, wherever the kernel's view of the packet starts.
    private static func load(_ size: Int32, _ offset: Int) -> sock_filter {
        operation(BPF_LD | size | BPF_ABS, UInt32(bitPattern: SKF_LL_OFF + Int32(offset)))
    }

    private static func operation(_ code: Int32, _ value: UInt32, ifTrue: UInt8 = 0) -> sock_filter {
        sock_filter(code: UInt16(code), jt: ifTrue, jf: 0, k: value)
    }
}
