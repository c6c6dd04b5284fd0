import Foundation
import Packets

/// Addresses without which this host does not work, and which no verdict may list: its own, its gateways, its resolvers, and
/// the API server of the cluster it runs in.
enum ProtectedAddresses {
    static func ofThisHost() -> [IPPrefix] {
        let texts = own() + gateways(read("/proc/net/route")) + resolvers(read("/etc/resolv.conf")) + cluster()
        return Set(texts).sorted().compactMap { IPAddress($0) }.compactMap {
            IPPrefix($0, length: $0.isIPv4 ? 32 : 128)
        }
    }

    private static func read(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

    /// The addresses of the interfaces, from the kernel's own lists.
    private static func own() -> [String] {
        let v6 = read("/proc/net/if_inet6").split(separator: "\n").compactMap { line -> String? in
            guard let digits = line.split(separator: " ").first, digits.utf8.count == 32 else { return nil }
            let groups = stride(from: 0, to: 32, by: 4).map { start in
                String(digits.dropFirst(start).prefix(4))
            }
            return groups.joined(separator: ":")
        }
        // Lines "|-- ADDRESS" followed by "/32 host LOCAL".
        var v4: [String] = []
        var last = ""
        for line in read("/proc/net/fib_trie").split(separator: "\n") {
            if let mark = line.range(of: "|-- ") { last = String(line[mark.upperBound...]) }
            if line.hasSuffix("/32 host LOCAL") { v4.append(last) }
        }
        return v4 + v6
    }

    /// Gateways of a table as `/proc/net/route` prints it: hexadecimal in the host's byte order.
    static func gateways(_ table: String) -> [String] {
        table.split(separator: "\n").dropFirst().compactMap { line in
            let columns = line.split(whereSeparator: { $0 == "\t" || $0 == " " })
            guard columns.count > 2, let bits = UInt32(columns[2], radix: 16), bits != 0 else { return nil }
            return IPAddress(v4: UInt32(bigEndian: bits)).description
        }
    }

    /// The `nameserver` lines of a resolv.conf.
    static func resolvers(_ text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            return words.count > 1 && words[0] == "nameserver" ? String(words[1]) : nil
        }
    }

    private static func cluster() -> [String] {
        ProcessInfo.processInfo.environment["KUBERNETES_SERVICE_HOST"].map { [$0] } ?? []
    }
}
