internal import CPcap
import Glibc
import Packets

/// One interface that is captured on.
///
/// It does not close what it opened; `LiveInterfaces` does.
struct LiveInterface {
    /// Ethernet is read from the kernel's ring; cooked and other frames are libpcap's to make.
    enum Reader {
        case ring(RingReader)
        case libpcap(LibpcapReader)
    }

    enum Reading {
        case turn(RingTurn)
        case packet(CapturedPacket)
        case nothing
    }

    let name: String
    let linkType: LinkType
    /// For poll(2).
    let descriptor: Int32
    private var reader: Reader
    private var driver: DriverDrops?
    /// It was reported as down, and was not seen to be up since.
    private var isDown = false
    /// poll(2) reported an error.
    var needsLook = false
    /// It went away, and is not read any more.
    var isRemoved = false

    init(name: String, linkType: LinkType, ring: RingReader) {
        self.name = name
        self.linkType = linkType
        descriptor = ring.socket.descriptor
        reader = .ring(ring)
        driver = DriverDrops(name)
    }

    init(name: String, linkType: LinkType, libpcap: LibpcapReader) {
        self.name = name
        self.linkType = linkType
        descriptor = libpcap.descriptor
        reader = .libpcap(libpcap)
    }

    func close() {
        switch reader {
        case .ring(let ring): ring.close()
        case .libpcap(let libpcap): unsafe pcap_close(libpcap.handle)
        }
    }

    /// Whether it has to be read or looked at now and then although nothing happens on its socket.
    var isWatched: Bool {
        switch reader {
        case .ring(let ring): ring.isWatched
        case .libpcap(let libpcap): libpcap.needsReading
        }
    }

    /// A packet, or at most `most` of them, whose turn has to be ended.
    mutating func read(atMost most: Int) throws(CaptureError) -> Reading {
        switch reader {
        case .ring(var ring):
            defer { reader = .ring(ring) }
            do throws(RingFailure) {
                return try ring.turn(atMost: most).map(Reading.turn) ?? .nothing
            } catch {
                throw .captureFailed(interface: name, reason: error.reason)
            }
        case .libpcap(let libpcap):
            switch libpcap.read() {
            case .packet(let packet): return .packet(packet)
            case .nothing: return .nothing
            case .failure: throw failure(libpcap)
            }
        }
    }

    /// Ends a turn: what was read of it can be used no longer.
    mutating func end(_ turn: RingTurn) {
        guard case .ring(var ring) = reader else { return }
        ring.end(turn)
        reader = .ring(ring)
    }

    /// What is wrong with an interface that has no packet; that it is down is told once.
    mutating func look() -> CaptureError? {
        let wasDown = isDown
        switch reader {
        case .ring(var ring):
            guard needsLook || ring.isWatched else { return nil }
            needsLook = false
            let health = ring.look(name, now: LiveCapture.now())
            reader = .ring(ring)
            switch health {
            case .up: isDown = false
            case .down: isDown = true
            case .removed: return .interfaceRemoved(name: name)
            case .failed(let code): return .captureFailed(interface: name, reason: systemMessage(code))
            }
        case .libpcap(let libpcap):
            isDown = libpcap.needsReading
        }
        return isDown && !wasDown ? .interfaceDown(name: name) : nil
    }

    /// Lets no further packet in.
    mutating func stopReceiving() {
        if case .ring(var ring) = reader {
            ring.keepShut()
            reader = .ring(ring)
        }
        // libpcap's own call would judge by the new filter what is in its ring already.
        try? PacketSocket(descriptor: descriptor).attach(.nothing)
    }

    /// Whether all that was let in was lost or read; libpcap does not tell.
    mutating func isDrained() -> Bool {
        guard case .ring(var ring) = reader else { return false }
        defer { reader = .ring(ring) }
        return ring.isDrained()
    }

    /// Adds what was counted since the last call to `statistics`.
    mutating func count(to statistics: inout CaptureStatistics) {
        switch reader {
        case .ring(var ring):
            ring.count(to: &statistics)
            reader = .ring(ring)
            statistics.interfaceDropped &+= driver?.take() ?? 0
        case .libpcap(var libpcap):
            libpcap.count(to: &statistics)
            reader = .libpcap(libpcap)
        }
    }

    private func failure(_ libpcap: LibpcapReader) -> CaptureError {
        let reason = libpcap.reason
        let index = unsafe if_nametoindex(name)
        if reason.contains("disappeared") || (index == 0 && name != "any") { return .interfaceRemoved(name: name) }
        return .captureFailed(interface: name, reason: reason)
    }
}
