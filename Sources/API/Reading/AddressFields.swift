import Packets

extension JSONBody {
    /// `ip`: an address or a block in CIDR notation; host bits are cleared.
    func prefix() throws(Problem) -> IPPrefix {
        guard let prefix = IPPrefix(block: try requiredText("ip", 2...43)) else {
            throw .invalid("ip", "an address or a block, such as 192.0.2.1, 192.0.2.0/24 or 2001:db8::/32")
        }
        return prefix
    }

    /// The end of an entry, from `ttl` (seconds from now) or `expires_at` (an instant to come), of which one at most may
    /// be given; null is for good. Nil where neither is given.
    func expiry(now: Timestamp) throws(Problem) -> Expiry? {
        if has("ttl"), has("expires_at") { throw Problem(.badRequest, "ttl: expected alone, not with expires_at") }
        if isNull("ttl") || isNull("expires_at") { return .never }
        if let seconds = try integer("ttl", 1...315_360_000) { return .at(now.advanced(bySeconds: seconds)) }
        guard let text = try text("expires_at", 10...40) else { return nil }
        guard let instant = Instant(text), !instant.isDate else {
            throw .invalid("expires_at", "an RFC 3339 instant, such as 2026-01-31T12:00:00Z")
        }
        guard instant.time > now else { throw .invalid("expires_at", "an instant to come") }
        return .at(instant.time)
    }
}

/// When an entry ends.
enum Expiry: Sendable {
    case never
    case at(Timestamp)

    var time: Timestamp? {
        switch self {
        case .never: nil
        case .at(let time): time
        }
    }
}

/// `ip` and `cidr` of a query.
struct AddressFilter: Sendable {
    /// An address.
    var address: IPAddress?
    /// A block.
    var block: IPPrefix?

    init(_ query: Query) throws(Problem) {
        address = try query.value("ip", expected: "an address, such as 192.0.2.1 or 2001:db8::1") { IPAddress($0) }
        block = try query.value("cidr", expected: "a block, such as 192.0.2.0/24 or 2001:db8::/32") {
            $0.utf8.count <= 43 ? IPPrefix($0) : nil
        }
    }
}

extension IPPrefix {
    /// Reads an address or a block. An IPv4 block in the form of IPv6 is refused: whether `::ffff:10.0.0.0/8` counts its
    /// bits in the one or the other is anybody's guess, and a wrong guess blocks millions.
    fileprivate init?(block text: String) {
        self.init(text)
        if address.isIPv4, text.contains(":"), text.contains("/") { return nil }
    }
}
