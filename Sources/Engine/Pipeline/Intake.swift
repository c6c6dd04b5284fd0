import Capture
import Features
import Flows
import Packets

/// Where frames come in, in their order: decodes each and sorts what it shows into a batch.
///
/// What depends on the order of all packets is decided here: the clock, the ports of fragments, whose address it is in ARP.
struct Intake: ~Copyable {
    private var observer: PacketObserver
    private var claims = AddressClaims()
    private var header = PacketHeader()
    private var own = Counters()

    init(secret: (UInt64, UInt64)) {
        observer = PacketObserver(secret: secret)
    }

    var bytes: Int { observer.bytes + claims.bytes }

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
        do throws(DecodeError) {
            try PacketDecoder.decode(
                frame.octets, linkType: frame.linkType, originalLength: frame.originalLength,
                timestamp: frame.timestamp, into: &header)
        } catch {
            own.defects[Int(error.rawValue)] += 1
            if !header.source.isUnspecified { batch.append(.defect(error, source: header.source)) }
            return
        }
        if header.network == .arp {
            batch.append(.arp(claims.observe(header)))
            return
        }
        batch.append(observer.observe(header))
        if header.quotedTransport != .hopByHop, let quote = observer.quote(in: header) { batch.append(quote) }
        if !header.oddities.isEmpty {
            own.count(header.oddities)
            batch.append(.odd(header.oddities, source: header.source))
        }
        if header.destinationPort == 53 || header.sourcePort == 53 { observeDNS(frame, into: &batch) }
    }

    @inline(never)
    private mutating func observeDNS(_ frame: borrowing Frame, into batch: inout PacketBatch) {
        let payload = frame.octets.extracting(droppingFirst: Int(header.payloadOffset))
        guard header.payloadLength > 0, header.fragment != .later else { return }
        do throws(DNSError) {
            if header.transport == .udp {
                append(try DNSMessage(udp: payload, originalLength: Int(header.payloadLength)), to: &batch)
            } else if header.transport == .tcp {
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
        let (source, destination) = (header.source, header.destination)
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
