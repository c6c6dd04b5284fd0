internal import CPcap

/// How a ring's memory is cut into blocks.
struct RingGeometry: Equatable {
    /// Bytes of a block: a power of two, pages.
    let blockBytes: Int
    let blockCount: Int

    var bytes: Int { blockBytes * blockCount }

    /// A sixteenth of `bufferBytes` a block, so that little is held while a block is read; not below 64 KiB, and not
    /// above 4 MiB: what is more than the second cache of the core that writes has left it by the time that a block is read, and comes
    /// sooner from the third. A packet of `snapLength` fits in.
    init(bufferBytes: Int, snapLength: Int) {
        // Before a packet: the block's header, its own, and what is added to align it.
        let room = snapLength + 1_024
        var bytes = 1 << 16
        while bytes < room || (bytes < 1 << 22 && bytes * 32 <= bufferBytes) { bytes <<= 1 }
        blockBytes = bytes
        blockCount = max(2, bufferBytes / bytes)
    }
}
