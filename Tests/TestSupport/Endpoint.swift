import Packets

/// An address and a port, written `192.0.2.1:80` or `[2001:db8::1]:80`; without a port it is 0.
public struct Endpoint: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    public var address: IPAddress
    public var port: UInt16

    public init(_ address: IPAddress, _ port: UInt16) {
        self.address = address
        self.port = port
    }

    /// A bug in a test traps.
    public init(stringLiteral text: String) {
        if let whole = IPAddress(text) {
            self.init(whole, 0)
            return
        }
        let parts = text.split(separator: ":")
        let host = parts.dropLast().joined(separator: ":")
        guard let address = IPAddress(text.hasPrefix("[") ? String(text.dropFirst().prefix { $0 != "]" }) : host),
            let port = parts.last.flatMap({ UInt16($0) })
        else { preconditionFailure("not an endpoint: \(text)") }
        self.init(address, port)
    }

    public var description: String { "\(address):\(port)" }
}
