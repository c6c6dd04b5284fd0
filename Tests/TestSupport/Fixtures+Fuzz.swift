import Packets

extension Fixtures {
    /// The seeds of `Tests/Fuzz`: one file a fixture, the real frames left out for they add no path.
    public static let fuzzSeeds: [(name: String, octets: [UInt8])] = (tunnels + transport + network + link).prefix(60)
        .map {
            fixture in
            let linkType = LinkType.supported.firstIndex(of: fixture.linkType) ?? 0
            let cutOff = UInt8(clamping: fixture.originalLength - fixture.octets.count)
            return (fixture.name, [UInt8(linkType), cutOff] + fixture.octets)
        }
}
