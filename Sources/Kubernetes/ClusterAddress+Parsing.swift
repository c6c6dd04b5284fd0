import NIOCore

extension ClusterAddress {
    /// The host, and the port where the text has one; nil where it is neither a host nor an `https://` URL.
    static func split(_ text: String) -> (host: String, port: Int?)? {
        guard text.utf8.count <= 300 else { return nil }
        guard text.lowercased().hasPrefix("https://") else {
            let isBracketed = text.hasPrefix("[") && text.hasSuffix("]")
            let host = isBracketed ? String(text.dropFirst().dropLast()) : text
            return isHost(host, isBracketed: isBracketed) ? (host, nil) : nil
        }
        var rest = text.dropFirst("https://".count)
        if rest.hasSuffix("/") { rest.removeLast() }
        if rest.hasPrefix("[") {
            guard let end = rest.firstIndex(of: "]") else { return nil }
            let host = String(rest[rest.index(after: rest.startIndex)..<end])
            let tail = rest[rest.index(after: end)...]
            guard isHost(host, isBracketed: true) else { return nil }
            return tail.isEmpty ? (host, nil) : port(tail).map { (host, $0) }
        }
        let colon = rest.firstIndex(of: ":") ?? rest.endIndex
        let host = String(rest[..<colon])
        guard isHost(host, isBracketed: false) else { return nil }
        return colon == rest.endIndex ? (host, nil) : port(rest[colon...]).map { (host, $0) }
    }

    /// The number after a colon, 1…65,535.
    private static func port(_ text: Substring) -> Int? {
        guard text.first == ":", text.count <= 6, text.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }),
            let number = Int(text.dropFirst()), (1...65_535).contains(number)
        else { return nil }
        return number
    }

    /// Whether the text is an IPv6 address, an IPv4 address or a DNS name (RFC 1123 §2.1; an underscore is let through).
    private static func isHost(_ text: String, isBracketed: Bool) -> Bool {
        if isBracketed || text.contains(":") {
            return (try? SocketAddress(ipAddress: text, port: 0))?.protocol == .inet6 && !text.contains("%")
        }
        if text.allSatisfy({ $0 == "." || ($0.isASCII && $0.isNumber) }) {
            return (try? SocketAddress(ipAddress: text, port: 0))?.protocol == .inet
        }
        let name = text.hasSuffix(".") ? text.dropLast() : text[...]
        guard name.utf8.count <= 253 else { return false }
        return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        }
    }
}
