import Packets

/// What is known of an address that was listed.
struct Offender: Sendable {
    /// Blocks so far.
    var blocks = 0
    /// When the last block ends or ended.
    var blockedUntil = Timestamp(nanoseconds: .min)
    /// The entry that was made last, and when it ends.
    var action: BlacklistEntry.Action
    var expires: Timestamp
}

/// Remembers the addresses that were listed, in bounded memory.
struct OffenderMemory: Sendable {
    /// Seconds after the end of a block for which it is remembered.
    static let span: Int64 = 604_800
    /// Addresses remembered at most.
    static let capacity = 65_536

    private var offenders: [IPAddress: Offender] = [:]

    var count: Int { offenders.count }

    /// What is still known of the address at `time`.
    func offender(_ address: IPAddress, at time: Timestamp) -> Offender? {
        guard var offender = offenders[address] else { return nil }
        if offender.blockedUntil.advanced(bySeconds: Self.span) <= time { offender.blocks = 0 }
        return offender
    }

    mutating func remember(_ offender: Offender, _ address: IPAddress, at time: Timestamp) {
        if offenders.count >= Self.capacity, offenders[address] == nil { makeRoom(at: time) }
        offenders[address] = offender
    }

    /// Takes up what a store remembers, as long as there is room.
    mutating func recall(_ offender: Offender, _ address: IPAddress) {
        if offenders.count < Self.capacity || offenders[address] != nil { offenders[address] = offender }
    }

    /// Forgets what is worth least, an eighth of the room at least, so that this is seldom: what is over and past memory,
    /// entries that never blocked (a forger can make as many as he likes), blocks that are over, and then everything.
    /// Forgetting costs escalation or says an entry again; it never blocks wrongly.
    private mutating func makeRoom(at time: Timestamp) {
        let steps: [(Offender) -> Bool] = [
            { $0.expires > time || $0.blockedUntil.advanced(bySeconds: Self.span) > time },
            { $0.blocks > 0 },
            { $0.blockedUntil > time },
            { _ in false },
        ]
        for isKept in steps where offenders.count > Self.capacity / 8 * 7 {
            offenders = offenders.filter { isKept($0.value) }
        }
    }
}
