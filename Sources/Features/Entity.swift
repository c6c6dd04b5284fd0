import Flows
import Packets

/// What a window describes.
public struct Entity: Hashable, Sendable, BitwiseCopyable {
    public var role: EntityRole
    /// The source, or for `.destination` the destination.
    public var address: IPAddress
    /// The destination of a pair, the resolver of a domain; otherwise unspecified.
    public var peer: IPAddress
    /// Of a domain the hash of its name; otherwise 0.
    public var qualifier: UInt64

    public init(_ role: EntityRole, _ address: IPAddress, peer: IPAddress = .unspecified, qualifier: UInt64 = 0) {
        self.role = role
        self.address = address
        self.peer = peer
        self.qualifier = qualifier
    }

    /// A keyed hash.
    func hash(secret: (UInt64, UInt64)) -> UInt64 {
        let first = Mixing.fold(address.low ^ secret.0, peer.low ^ secret.1)
        let second = Mixing.fold(address.high ^ qualifier ^ secret.1, peer.high ^ UInt64(role.rawValue) ^ secret.0)
        return Mixing.fold(first ^ secret.1, second ^ 0x9E37_79B9_7F4A_7C15)
    }
}

/// The part an entity plays.
public enum EntityRole: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// An address that opens flows.
    case source
    /// An address that flows are opened to, or that answers reach which it did not ask for.
    case destination
    /// A source and one destination of it.
    case pair
    /// A source, its resolver, and one domain that it asks about.
    case domain

    /// The word in rules.
    public var name: String { "\(self)" }
    /// The word in verdicts, which know three roles: a domain is a pair of client and resolver.
    public var publicName: String { self == .domain ? "pair" : name }
}

/// All that is kept of one entity: 4.7 kB.
struct EntityRecord: BitwiseCopyable, Sendable {
    var entity: Entity
    var hash: UInt64 = 0
    var older = EntityRecord.none
    var newer = EntityRecord.none
    var isTouched = false
    var isLive = false
    /// The second that is filling.
    var second = WindowState()
    var tenSeconds = SlidingWindow()
    var minute = SlidingWindow()
    var tenMinutes = SlidingWindow()
    var beats = BeatRing()

    static let none = UInt32.max

    /// Moves the second that ended into the longer windows.
    mutating func closeSecond(_ time: Int64) {
        tenSeconds.add(second, second: time, span: .tenSeconds)
        minute.add(second, second: time, span: .minute)
        tenMinutes.add(second, second: time, span: .tenMinutes)
    }

    func state(_ span: WindowSpan) -> WindowState {
        switch span {
        case .second: second
        case .tenSeconds: tenSeconds.whole
        case .minute: minute.whole
        case .tenMinutes: tenMinutes.whole
        }
    }
}

/// The last sixteen intervals between the starts of flows of a pair: what a beacon keeps regular, from seconds to hours.
struct BeatRing: BitwiseCopyable, Sendable {
    private var intervals = InlineArray<16, Float>(repeating: 0)
    private var last = Timestamp(nanoseconds: .min)
    private(set) var count: UInt32 = 0

    /// Notes a start. Starts within a second of the last one belong to it: one visit opens several flows.
    mutating func note(_ start: Timestamp) {
        guard last.nanoseconds != .min else {
            last = start
            return
        }
        let seconds = Float(start.nanoseconds(since: last)) * 1e-9
        guard seconds >= 1 else { return }
        intervals[Int(count) % 16] = seconds
        count &+= 1
        last = start
    }

    /// Median interval in seconds and the median deviation from it as a share; nil below eight intervals.
    var rhythm: (interval: Double, deviation: Double)? {
        let known = min(Int(count), 16)
        guard known >= 8 else { return nil }
        var sorted: [Float] = []
        for index in 0..<known { sorted.append(intervals[index]) }
        sorted.sort()
        let median = sorted[known / 2]
        let deviations = sorted.map { abs($0 - median) }.sorted()
        return (Double(median), Double(deviations[known / 2] / median))
    }
}
