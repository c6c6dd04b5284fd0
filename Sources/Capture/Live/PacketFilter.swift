internal import CPcap

/// A program of the kernel's socket filter (bpf(4)): how many octets of a packet are kept, 0 for none of it.
@safe
struct PacketFilter {
    private(set) var instructions: [sock_filter]

    /// Keeps `octets` of every packet.
    init(keeping octets: Int) {
        instructions = [sock_filter(code: UInt16(BPF_RET | BPF_K), jt: 0, jf: 0, k: UInt32(octets))]
    }

    init(_ instructions: [sock_filter]) {
        self.instructions = instructions
    }

    /// What libpcap compiled.
    init(_ program: bpf_program) {
        instructions = unsafe UnsafeBufferPointer(start: program.bf_insns, count: Int(program.bf_len)).map {
            sock_filter(code: $0.code, jt: $0.jt, jf: $0.jf, k: $0.k)
        }
    }

    /// The same, but without what this machine sends: on a loopback interface that comes a second time, as received.
    var withoutOutgoing: PacketFilter {
        var filter = self
        // Jumps are relative, so that the rest can stay as it is.
        filter.instructions.insert(
            contentsOf: [
                sock_filter(
                    code: UInt16(BPF_LD | BPF_W | BPF_ABS), jt: 0, jf: 0,
                    k: UInt32(bitPattern: SKF_AD_OFF + SKF_AD_PKTTYPE)),
                sock_filter(code: UInt16(BPF_JMP | BPF_JEQ | BPF_K), jt: 0, jf: 1, k: UInt32(PACKET_OUTGOING)),
                sock_filter(code: UInt16(BPF_RET | BPF_K), jt: 0, jf: 0, k: 0),
            ], at: 0)
        return filter
    }

    /// Lets nothing in.
    static let nothing = PacketFilter(keeping: 0)
}
