internal import CPcap

/// A program of the kernel's socket filter (bpf(4)): how many octets of a packet are kept, 0 for none of it.
@safe
struct PacketFilter {
    let instructions: [sock_filter]

    /// Keeps `octets` of every packet.
    init(keeping octets: Int) {
        instructions = [sock_filter(code: UInt16(BPF_RET | BPF_K), jt: 0, jf: 0, k: UInt32(octets))]
    }

    /// What libpcap compiled.
    init(_ program: bpf_program) {
        instructions = unsafe UnsafeBufferPointer(start: program.bf_insns, count: Int(program.bf_len)).map {
            sock_filter(code: $0.code, jt: $0.jt, jf: $0.jf, k: $0.k)
        }
    }

    /// Lets nothing in.
    static let nothing = PacketFilter(keeping: 0)
}
