import Capture
import Features
import Flows
import Packets

/// Where frames come in, in their order: decodes each and sorts what it shows into a batch.
///
/// What depends on the order of all packets is decided here: the clock, the ports of fragments, whose address it is in ARP, and to whom a DHCP request belongs.
struct Intake: ~Copyable {
    private var observer: PacketObserver
    private var claims = AddressClaims()
    private var dhcpClients = DHCPClients()
    private var own = Counters()
    /// What is kept of the packets for evidence.
    private(set) var ring: PacketRing

    init(ring: consuming PacketRing) {
        observer = PacketObserver()
        self.ring = ring
    }

    var bytes: Int { observer.bytes + claims.bytes + dhcpClients.bytes + ring.bytes }

    /// Forgets everything but the packets kept: another stream begins.
    mutating func begin() {
        observer = PacketObserver()
        claims = AddressClaims()
        dhcpClients = DHCPClients()
        own = Counters()
    }

    /// Frames taken in so far.
    var packets: UInt64 { own.packets }

    /// What was counted of frames so far.
    var counters: Counters {
        var counters = own
        counters.latePackets = observer.statistics.latePackets
        counters.orphanFragments = observer.statistics.orphanFragments
        return counters
    }

    /// Takes in one frame; the batch must not be full. O(headers), without allocation.
    @inline(__always)
    mutating func take(_ frame: borrowing Frame, into batch: inout PacketBatch) {
        own.count(octets: frame.originalLength, at: frame.timestamp)
        if frame.linkType == .ethernet, let plain = PlainPacket(ethernet: frame.octets) {
            observer.observe(plain, at: frame.timestamp, into: &batch.queues)
            if ring.isOn { ring.append(frame, plain) }
        } else {
            decode(frame, into: &batch)
        }
    }

    @inline(never)
    private mutating func decode(_ frame: borrowing Frame, into batch: inout PacketBatch) {
        do throws(DecodeError) {
            try PacketDecoder.decode(
                frame.octets, linkType: frame.linkType, originalLength: frame.originalLength,
                timestamp: frame.timestamp, into: &observer.header)
        } catch {
            own.defects[Int(error.rawValue)] += 1
            if ring.isOn { ring.append(unread: frame, observer.header) }
            if !observer.header.source.isUnspecified { batch.append(.defect(error, source: observer.header.source)) }
            return
        }
        if ring.isOn { ring.append(frame, observer.header) }
        if observer.header.network == .arp {
            batch.append(.arp(claims.observe(observer.header)))
            return
        }
        observer.observe(into: &batch.queues)
        if !observer.header.oddities.isEmpty {
            own.count(observer.header.oddities)
            batch.append(.odd(observer.header.oddities, source: observer.header.source))
        }
        if observer.header.destinationPort == 53 || observer.header.sourcePort == 53 { observeDNS(frame, into: &batch) }
        if observer.header.destinationPort == DHCPRequest.serverPort { observeDHCP(frame, into: &batch) }
    }

    @inline(never)
    private mutating func observeDHCP(_ frame: borrowing Frame, into batch: inout PacketBatch) {
        guard observer.header.transport == .udp, observer.header.sourcePort == DHCPRequest.clientPort,
            observer.header.fragment != .later
        else { return }
        let payload = frame.octets.extracting(droppingFirst: Int(observer.header.payloadOffset))
        guard let request = DHCPRequest(udp: payload) else { return }
        if let first = dhcpClients.observe(request, in: observer.header) { batch.append(.dhcp(first: first)) }
    }

    @inline(never)
    private mutating func observeDNS(_ frame: borrowing Frame, into batch: inout PacketBatch) {
        let payload = frame.octets.extracting(droppingFirst: Int(observer.header.payloadOffset))
        guard observer.header.payloadLength > 0, observer.header.fragment != .later else { return }
        do throws(DNSError) {
            if observer.header.transport == .udp {
                append(try DNSMessage(udp: payload, originalLength: Int(observer.header.payloadLength)), to: &batch)
            } else if observer.header.transport == .tcp {
                append(try DNSMessage(tcp: payload), to: &batch)
            }
        } catch {
            // Not DNS, or cut: the flow is metered all the same.
        }
    }

    private func append(_ message: borrowing DNSMessage, to batch: inout PacketBatch) {
        guard let question = message.question, !question.isReverseLookup, message.opcode == 0 else { return }
        let observation = DNSObservation(
            isResponse: message.isResponse, isFailure: message.responseCode != 0, octets: message.messageLength,
            nameOctets: Int(question.subdomainLength),
            labelCentibits: UInt32(max(0, min(800, question.subdomainEntropy * 100))),
            isRareType: Self.isRare(question.type), name: question.nameHash, parent: question.parentHash)
        let (source, destination) = (observer.header.source, observer.header.destination)
        batch.append(
            message.isResponse
                ? .dns(observation, client: destination, resolver: source)
                : .dns(observation, client: source, resolver: destination))
    }

    /// Everything but what hosts ask all day: A, NS, SOA, PTR, AAAA, SRV, DS, RRSIG, DNSKEY, SVCB, HTTPS.
    private static func isRare(_ type: UInt16) -> Bool {
        switch type {
        case 1, 2, 6, 12, 28, 33, 43, 46, 48, 64, 65: false
        default: true
        }
    }
}
