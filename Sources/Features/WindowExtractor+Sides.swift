import Flows
import Packets

/// What packets showed beside their flows.
extension WindowExtractor {
    /// Takes in observations in their order. The processor is asked for the entities of DNS messages to come, as for those of
    /// flows.
    package mutating func fold(_ sides: borrowing SideObservations) {
        let count = sides.count
        if count == 0 { return }
        for index in 0..<count + Self.expected {
            let now = index - Self.expected
            if now >= 0 { fold(sides[now], sideSights[now % Self.expected]) }
            if index < count { expect(sides[index], index % Self.expected) }
            let near = now + Self.approached
            if near >= 0, near < count { approachSide(near % Self.expected) }
        }
    }

    /// Takes in one.
    public mutating func fold(_ side: SideObservation) { fold(side, sight(of: side)) }

    // Not called, but in place: a call would be given a copy of all parts.
    @inline(__always)
    private func sight(of side: SideObservation) -> SideSight {
        var sight = SideSight()
        guard case .dns(let message, let client, let resolver) = side else { return sight }
        sight.isDNS = true
        sight.client = EntitySight(Entity(.source, client), secret: secret, parts: partCount, owned: owned)
        let domain = Entity(.domain, client, peer: resolver, qualifier: message.parent)
        sight.domain = EntitySight(domain, secret: secret)
        sight.domain.part = UInt8(truncatingIfNeeded: Self.part(of: client, resolver, count: partCount))
        return sight
    }

    private mutating func expect(_ side: SideObservation, _ place: Int) {
        let sight = sight(of: side)
        sideSights[place] = sight
        guard sight.isDNS else { return }
        let (client, domain) = (Int(sight.client.part), Int(sight.domain.part))
        if owns(client) { parts[client].sources.expect(sight.client) }
        if owns(domain) { parts[domain].domains.expect(sight.domain) }
    }

    private mutating func approachSide(_ place: Int) {
        guard sideSights[place].isDNS else { return }
        let (client, domain) = (Int(sideSights[place].client.part), Int(sideSights[place].domain.part))
        if owns(client) { parts[client].sources.approachNames(&sideSights[place].client) }
        if owns(domain) { parts[domain].domains.approachNames(&sideSights[place].domain) }
    }

    private mutating func fold(_ side: SideObservation, _ sight: SideSight) {
        switch side {
        case .dns(let message, let client, let resolver):
            let (source, domain) = (Int(sight.client.part), Int(sight.domain.part))
            if owns(domain) {
                parts[domain].fold(message, sight.domain, client: client, resolver: resolver, second: second)
            }
            if owns(source) { parts[source].fold(message, sight.client, source: client, second: second) }
        case .arp(let packet):
            let part = Self.part(of: packet.source, count: partCount)
            guard owns(part) else { return }
            totals.packets += 1
            totals.octets += UInt64(packet.octets)
            parts[part].fold(packet, second: second)
        case .dhcp(let first):
            let part = Self.part(of: first, count: partCount)
            if owns(part) { parts[part].foldDHCPAddress(of: first, second: second) }
        case .odd(let oddities, let source):
            let part = Self.part(of: source, count: partCount)
            if owns(part) { parts[part].fold(oddities, source: source, second: second) }
        case .defect(let defect, let source):
            let part = Self.part(of: source, count: partCount)
            if owns(part) { parts[part].fold(defect, source: source, second: second) }
        }
    }
}
