import Glibc
import Testing

/// Sends ICMP echo requests (RFC 792); the kernel at the other end answers.
enum Pinger {
    /// Sends `count` requests of 8 + 56 octets to `address` from this thread's namespace.
    static func ping(_ address: String, count: Int) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_RAW.rawValue), Int32(IPPROTO_ICMP))
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var target = sockaddr_in()
        target.sin_family = sa_family_t(AF_INET)
        unsafe inet_pton(AF_INET, address, &target.sin_addr)
        for sequence in 0..<count {
            let request = request(UInt16(truncatingIfNeeded: sequence))
            let sent = unsafe withUnsafePointer(to: target) {
                unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe sendto(descriptor, request, request.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            try #require(sent == request.count)
        }
    }

    private static func request(_ sequence: UInt16) -> [UInt8] {
        var writer = OctetWriter(.big)
        let sum = UInt32(0x0800) + UInt32(0x5745) + UInt32(sequence)
        writer.append(UInt16(0x0800))
        writer.append(~UInt16(truncatingIfNeeded: sum &+ sum >> 16))
        writer.append(UInt16(0x5745))
        writer.append(sequence)
        writer.append([UInt8](repeating: 0, count: 56))
        return writer.octets
    }
}
