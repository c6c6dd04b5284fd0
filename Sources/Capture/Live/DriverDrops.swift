import Glibc

/// What an interface's driver lost before any socket saw it, as /sys/class/net tells: no room in the device's queue.
struct DriverDrops {
    private let paths: [String]
    private var last: UInt64 = 0

    init(_ interface: String) {
        paths = ["rx_missed_errors", "rx_fifo_errors"].map { "/sys/class/net/\(interface)/statistics/\($0)" }
        last = total()
    }

    /// How many were lost since the last call; 0 where it cannot be read.
    mutating func take() -> UInt64 {
        let now = total()
        defer { last = now }
        return now > last ? now - last : 0
    }

    private func total() -> UInt64 {
        paths.reduce(0) { $0 &+ Self.number(in: $1) }
    }

    private static func number(in path: String) -> UInt64 {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        var octets = [UInt8](repeating: 0, count: 32)
        let count = unsafe Glibc.read(file, &octets, octets.count)
        return octets.prefix(max(0, count)).reduce(0) { number, octet in
            0x30...0x39 ~= octet ? number &* 10 &+ UInt64(octet - 0x30) : number
        }
    }
}
