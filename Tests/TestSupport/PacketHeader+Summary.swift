import Packets

extension PacketHeader {
    /// Every field that is not as in a new header, in order of declaration: `source=192.0.2.1 …`.
    ///
    /// A test that compares it checks all fields, also those that must *not* be set.
    public var summary: String {
        let new = Mirror(reflecting: PacketHeader()).children.map { Self.text($0.label, $0.value) }
        let own = Mirror(reflecting: self).children.map { Self.text($0.label, $0.value) }
        return zip(own, new).filter { $0 != $1 }.map(\.0).joined(separator: " ")
    }

    private static func text(_ label: String?, _ value: Any) -> String {
        "\(label ?? "?")=\(text(label ?? "", of: value))"
    }

    private static func text(_ label: String, of value: Any) -> String {
        switch value {
        case let flags as TCPFlags: String(flags.rawValue, radix: 16)
        case let number as IPProtocol: String(number.rawValue)
        case let oddities as Oddities:
            Oddities.names.filter { oddities.contains($0.oddity) }.map(\.name).joined(separator: ",")
        case let address as UInt64 where label.hasSuffix("MAC"): String(address, radix: 16)
        case let number as UInt32 where ["sequence", "acknowledgment"].contains(label): String(number, radix: 16)
        default: "\(value)"
        }
    }
}
