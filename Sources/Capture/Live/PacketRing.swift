internal import CPcap
import Glibc

/// The memory that the kernel writes an interface's packets to, in blocks (packet(7), PACKET_RX_RING with TPACKET_V3).
///
/// A block is the kernel's until it is full or its time is up, then ours until it is given back. It does not unmap the
/// memory; `LiveInterfaces` does.
@safe
struct PacketRing {
    private let blocks: UnsafeMutableRawPointer
    private let geometry: RingGeometry
    /// The block that is read, or will be.
    private var block = 0
    private var isHeld = false
    /// The next packet of the block that is held, and how many there are.
    private var header: UnsafeMutableRawPointer
    private var left = 0

    /// Maps the ring of `socket`, which was given one of `geometry`.
    init(of socket: PacketSocket, _ geometry: RingGeometry) throws(RingFailure) {
        precondition(RingHeader.isTheKernels, "the kernel's header of a packet is laid out otherwise")
        guard
            let memory = unsafe mmap(
                nil, geometry.bytes, PROT_READ | PROT_WRITE, MAP_SHARED, socket.descriptor, 0),
            unsafe memory != MAP_FAILED
        else { throw RingFailure(step: "mmap", code: errno) }
        unsafe blocks = memory
        unsafe header = memory
        self.geometry = geometry
    }

    func unmap() {
        unsafe munmap(blocks, geometry.bytes)
    }

    /// At most `most` packets of the oldest block that has some; `nil` when the kernel has handed none over.
    mutating func turn(atMost most: Int, snapLength: Int) -> RingTurn? {
        while left == 0 {
            giveBack()
            let start = unsafe current
            guard unsafe weir_block_is_ready(start) != 0 else { return nil }
            isHeld = true
            left = unsafe Int(start.pointee.hdr.bh1.num_pkts)
            unsafe header = UnsafeMutableRawPointer(start) + Int(start.pointee.hdr.bh1.offset_to_first_pkt)
        }
        return unsafe RingTurn(header: header, count: min(left, most), snapLength: snapLength)
    }

    /// Takes over how far a turn went, `taken` packets; with its block's last one the block is the kernel's again.
    mutating func end(_ turn: RingTurn, taken: Int) {
        guard let next = unsafe turn.header else { return }
        unsafe header = next
        left -= taken
        if left == 0 { giveBack() }
    }

    private var current: UnsafeMutablePointer<tpacket_block_desc> {
        unsafe (blocks + block * geometry.blockBytes).assumingMemoryBound(to: tpacket_block_desc.self)
    }

    /// Gives the block that is held to the kernel.
    private mutating func giveBack() {
        guard isHeld else { return }
        unsafe weir_block_give_back(current)
        block = block + 1 == geometry.blockCount ? 0 : block + 1
        isHeld = false
    }
}
