import Packets

/// An address and a port to listen on.
struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
    /// An IP address, or `localhost`.
    var host: String
    /// 0 takes a free one.
    var port: Int

    /// Whether nobody from another machine can connect.
    var isLoopback: Bool {
        guard let address = IPAddress(host) else { return host == "localhost" }
        return address == IPAddress("::1") || IPPrefix("127.0.0.0/8")?.contains(address) == true
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

extension ListenAddress {
    /// Reads `127.0.0.1:8000`, `localhost:8000` or `[::1]:8000`; nil for anything else. Other names are refused: which of a
    /// name's addresses would be listened on, and so who can connect, is not to be told from it.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let port = Int(digits), port <= 65_535
        else { return nil }
        let name = text[..<colon]
        if name.hasPrefix("["), name.hasSuffix("]") {
            let inner = name.dropFirst().dropLast()
            guard inner.contains(":"), IPAddress(inner) != nil else { return nil }
            self.init(host: String(inner), port: port)
        } else {
            guard !name.contains(":"), name == "localhost" || IPAddress(name) != nil else { return nil }
            self.init(host: String(name), port: port)
        }
    }
}
