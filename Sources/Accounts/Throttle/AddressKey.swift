import Foundation

/// What counts as one address: an IPv4 address, or the /64 of an IPv6 address, all of which one host may use.
enum AddressKey {
    /// Any text is a key; one that is no address stands for itself.
    static func of(_ text: String) -> String {
        // A zone, as in `fe80::1%eth0`, is this host's matter.
        let plain = String(text.prefix { $0 != "%" })
        var address = in6_addr()
        guard unsafe inet_pton(AF_INET6, plain, &address) == 1 else { return text }
        let octets = unsafe withUnsafeBytes(of: address) { unsafe Array($0) }
        if octets.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) {
            // An IPv4 address on a socket for both (RFC 4291 §2.5.5.2).
            return octets.suffix(4).map(String.init).joined(separator: ".")
        }
        return octets.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") + "/64"
    }
}
