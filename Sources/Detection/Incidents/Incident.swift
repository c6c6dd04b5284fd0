import Packets

/// An attack as a whole, from the first window that shows it to the quiet after the last: what one attacker does to whom
/// it may, or what one victim suffers. It has one verdict, which changes while it goes on.
public struct Incident: Sendable, Equatable {
    public enum State: String, CaseIterable, Sendable {
        /// The first word on it.
        case opened
        /// It is worse than was said, asks for more, or its path is proven at last.
        case raised
        /// It goes on.
        case updated
        /// Nothing was found for as long as its rule waits.
        case closed
    }

    /// The lead reason of the first finding where it was greatest.
    public struct Peak: Sendable, Equatable {
        public var feature: String
        /// In the feature's unit.
        public var observed: Double
        /// End of the window.
        public var time: Timestamp

        package init(feature: String, observed: Double, time: Timestamp) {
            self.feature = feature
            self.observed = observed
            self.time = time
        }
    }

    /// Different other ends that are told apart at most.
    public static let mostPeers = 16

    public var id: IncidentID
    public var state: State
    /// End of the first window that showed it.
    public var opened: Timestamp
    /// End of the last.
    public var last: Timestamp
    /// Seconds in which something was found.
    public var seconds: Int
    /// Different other ends, 0…`mostPeers`: the last number stands for as many or more.
    public var peers: Int
    public var peak: Peak
    /// What the feature of the peak came to from the first window on, at the least: nothing counts twice, and of several
    /// victims in one second only one counts. Nil where amounts of it do not add up, as shares and different addresses
    /// do not.
    public var total: Double?

    package init(
        id: IncidentID, state: State = .opened, opened: Timestamp, last: Timestamp, seconds: Int = 1, peers: Int = 0,
        peak: Peak, total: Double? = nil
    ) {
        self.id = id
        self.state = state
        self.opened = opened
        self.last = last
        self.seconds = seconds
        self.peers = peers
        self.peak = peak
        self.total = total
    }
}

/// Tells incidents of a sensor apart. It is made of what the incident is about and when it opened, so that the same
/// packets give the same.
public struct IncidentID: Hashable, Sendable, CustomStringConvertible {
    public var value: UInt64

    public init(_ value: UInt64) { self.value = value }

    /// Sixteen hexadecimal digits.
    public var description: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Reads what `description` gives.
    public init?(_ text: String) {
        guard text.utf8.count == 16, let value = UInt64(text, radix: 16), text.utf8.first != UInt8(ascii: "+") else {
            return nil
        }
        self.value = value
    }
}
