import Capture
import Detection
import Features
import Flows
import Packets

/// Frames in, events out: decode → meter → (each second) fold → score → decide.
///
/// One thread owns a pipeline. It never reads a clock: seconds end when a packet of a later one comes, or when the
/// owner of a live link says so. Memory is fixed at start; `bytes` is its bound.
public struct Pipeline: ~Copyable {
    public struct Configuration: Sendable {
        public var flows = FlowMeter.Configuration()
        public var windows = WindowExtractor.Configuration()
        public var policy = BlacklistPolicy.Configuration()
        /// Whether ended flows come out as events.
        public var emitsFlows = false
        /// Whether each second's totals come out as events.
        public var emitsSeconds = false

        public init() {}
    }

    private let configuration: Configuration
    private var meter: FlowMeter
    private var extractor: WindowExtractor
    private var scoring: ScoringEngine
    private var rounds = [ScoringRound()]
    private var policy: BlacklistPolicy
    private var header = PacketHeader()
    private var second: Int64?
    private var events: [EngineEvent] = []
    private var ownCounters = Counters()

    public init(rules: RuleSet, configuration: Configuration = Configuration()) {
        self.configuration = configuration
        meter = FlowMeter(configuration: configuration.flows)
        extractor = WindowExtractor(configuration: configuration.windows)
        scoring = ScoringEngine(rules: rules)
        policy = BlacklistPolicy(configuration.policy)
    }

    /// Bytes that the tables take at most.
    public var bytes: Int { meter.bytes + extractor.bytes }

    /// What was counted so far.
    public var counters: Counters {
        var counters = ownCounters
        counters.flows = meter.statistics.flows
        counters.latePackets = meter.statistics.latePackets
        counters.orphanFragments = meter.statistics.orphanFragments
        counters.evictedFlows = meter.statistics.evicted
        counters.evictedEntities = extractor.evicted
        counters.blocksOverBudget = policy.overBudget
        return counters
    }

    /// Changes the rules from the next second on.
    public mutating func replace(rules: RuleSet) { scoring.replace(rules: rules) }

    /// Tells the policy of blocks that a store remembers.
    public mutating func recall(_ address: IPAddress, blocks: Int, expires: Timestamp) {
        policy.recall(address, blocks: blocks, expires: expires)
    }

    /// Takes in one frame.
    public mutating func process(_ frame: borrowing Frame) {
        ownCounters.packets += 1
        ownCounters.octets += UInt64(frame.originalLength)
        advance(to: frame.timestamp)
        if ownCounters.first == nil { ownCounters.first = frame.timestamp }
        ownCounters.last = max(ownCounters.last ?? frame.timestamp, frame.timestamp)
        do throws(DecodeError) {
            try PacketDecoder.decode(
                frame.octets, linkType: frame.linkType, originalLength: frame.originalLength,
                timestamp: frame.timestamp, into: &header)
        } catch {
            ownCounters.defects[Int(error.rawValue)] += 1
            if !header.source.isUnspecified { extractor.fold(defect: error, of: header) }
            return
        }
        if header.network == .arp {
            extractor.fold(arp: header)
            return
        }
        meter.observe(header)
        if meter.endedCount >= FlowMeter.endedCapacity - 2 { takeEnded() }
        if !header.oddities.isEmpty {
            ownCounters.count(header.oddities)
            extractor.fold(odd: header)
        }
        if header.destinationPort == 53 || header.sourcePort == 53 { observeDNS(frame) }
    }

    /// Closes every second that ended before `time`.
    public mutating func advance(to time: Timestamp) {
        let now = time.second
        guard let current = second else {
            second = now
            extractor.begin(second: now)
            return
        }
        guard now > current else { return }
        var closing = current
        // After a pause only the seconds in which something is still due are worth closing.
        let last = min(now, current + Self.secondsWithDueFlows)
        while closing < last {
            closeSecond(closing)
            closing += 1
            extractor.begin(second: closing)
        }
        second = now
        extractor.begin(second: now)
    }

    /// A flow is looked at without a packet up to seventy seconds after its start, and a second or two more to see it.
    private static let secondsWithDueFlows: Int64 = 72

    /// Ends the capture: closes the seconds that are open and every flow.
    public mutating func finish() {
        if let second { advance(to: Timestamp(seconds: second + Self.secondsWithDueFlows)) }
        let end = Timestamp(seconds: second ?? 0)
        while meter.endAll(at: end) { takeEnded() }
        takeEnded()
        if let second { closeSecond(second) }
    }

    /// The events since the last call.
    public mutating func takeEvents() -> [EngineEvent] {
        let taken = events
        events.removeAll(keepingCapacity: true)
        return taken
    }

    /// Whether events wait.
    public var hasEvents: Bool { !events.isEmpty }
}

// MARK: - Seconds

extension Pipeline {
    private mutating func closeSecond(_ closing: Int64) {
        let end = Timestamp(seconds: closing + 1)
        meter.examineDue(at: end)
        while let flow = meter.takeTouched() { extractor.fold(flow) }
        while meter.expire(at: end) { takeEnded() }
        takeEnded()
        if configuration.emitsSeconds, extractor.totals.packets > 0 {
            events.append(.second(time: end, extractor.totals))
        }
        examine(closing)
        for verdict in scoring.conclude(&rounds, second: closing) { decide(on: verdict) }
    }

    private mutating func examine(_ closing: Int64) {
        let engine = scoring
        extractor.closeSecond(&rounds[0]) { engine.examine($1, second: closing, into: &$0) }
        ownCounters.windows = rounds[0].windows
    }

    private mutating func decide(on verdict: Verdict) {
        var verdict = verdict
        if verdict.kind == .arpSpoof, verdict.peer == nil { verdict.peer = extractor.claimTarget(of: verdict.entity) }
        ownCounters.verdicts += 1
        events.append(.verdict(verdict))
        if let entry = policy.entry(for: verdict) {
            ownCounters.blacklisted += 1
            events.append(.blacklist(entry))
        }
    }

    private mutating func takeEnded() {
        for index in 0..<meter.endedCount {
            let ended = meter.endedFlow(at: index)
            extractor.fold(ended.record)
            if configuration.emitsFlows { events.append(.flow(ended)) }
        }
        meter.clearEnded()
    }

    private mutating func observeDNS(_ frame: borrowing Frame) {
        let payload = frame.octets.extracting(droppingFirst: Int(header.payloadOffset))
        guard header.payloadLength > 0, header.fragment != .later else { return }
        do throws(DNSError) {
            if header.transport == .udp {
                fold(try DNSMessage(udp: payload, originalLength: Int(header.payloadLength)))
            } else if header.transport == .tcp {
                fold(try DNSMessage(tcp: payload))
            }
        } catch {
            // Not DNS, or cut: the flow is metered all the same.
        }
    }

    private mutating func fold(_ message: borrowing DNSMessage) {
        guard let question = message.question, !question.isReverseLookup, message.opcode == 0 else { return }
        extractor.fold(
            DNSObservation(
                isResponse: message.isResponse, isFailure: message.responseCode != 0, octets: message.messageLength,
                nameOctets: Int(question.subdomainLength),
                labelCentibits: UInt32(max(0, min(800, question.subdomainEntropy * 100))),
                isRareType: Self.isRare(question.type), name: question.nameHash, parent: question.parentHash),
            of: header)
    }

    /// Everything but what hosts ask all day: A, NS, SOA, PTR, AAAA, SRV, DS, RRSIG, DNSKEY, SVCB, HTTPS.
    private static func isRare(_ type: UInt16) -> Bool {
        ![1, 2, 6, 12, 28, 33, 43, 46, 48, 64, 65].contains(type)
    }
}

extension Timestamp {
    /// Whole seconds since the epoch, rounded down.
    var second: Int64 {
        let quotient = nanoseconds / 1_000_000_000
        return nanoseconds % 1_000_000_000 < 0 ? quotient - 1 : quotient
    }
}
