import Foundation
import TestSupport
import Testing

/// Two network namespaces joined by a veth pair: `inside` (10.98.0.1, interface weir0) and `outside` (10.98.0.2).
/// They go with their owner.
final class Network {
    let inside: String
    private let outside: String
    static let insideAddress = "10.98.0.1"
    static let outsideAddress = "10.98.0.2"

    init() throws {
        try #require(geteuid() == 0, "this test makes network namespaces: run the tests as root")
        inside = "weir-engine-\(getpid())-\(UInt32.random(in: 0...99_999))"
        outside = inside + "-out"
        try Self.shell("ip netns add \(inside) && ip netns add \(outside)")
        try Self.shell("ip -n \(inside) link add name weir0 type veth peer name weir1 netns \(outside)")
        for (space, end, address) in [
            (inside, "weir0", Self.insideAddress), (outside, "weir1", Self.outsideAddress),
        ] {
            try Self.shell("ip netns exec \(space) sh -c 'echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6'")
            try Self.shell("ip -n \(space) addr add \(address)/24 dev \(end)")
            try Self.shell("ip -n \(space) link set lo up && ip -n \(space) link set \(end) up")
        }
    }

    deinit {
        for space in [inside, outside] { try? Self.shell("ip netns del \(space)") }
    }

    /// Starts a scan of 200 TCP ports, without names and pings, from outside; does not wait.
    func startScan() throws -> Process {
        let scan = Process()
        scan.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        scan.arguments = [
            "timeout", "60", "ip", "netns", "exec", outside, "nmap", "-sS", "-n", "-Pn", "--top-ports", "200",
            Self.insideAddress,
        ]
        scan.standardOutput = FileHandle.nullDevice
        try scan.run()
        return scan
    }

    /// The scan, to its end.
    func scan() throws { try Self.expectSuccess(try startScan()) }

    /// Waits for the scan's end.
    static func expectSuccess(_ scan: Process) throws {
        scan.waitUntilExit()
        try #require(scan.terminationStatus == 0, "nmap failed; is it installed? `make install-tests` does it")
    }

    /// Sends `count` datagrams of 64 octets from outside, from as many ports as there are, to a host that nobody is, so
    /// that nothing answers.
    func send(_ count: Int) throws {
        let outcome = try Program.execute([
            "ip", "netns", "exec", outside, "python3", "-c", Self.sender, "\(count)", Self.outsideAddress,
        ])
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    /// A frame whose UDP source port is the number of the packet.
    private static let sender = """
        import socket, struct, sys
        count, source = int(sys.argv[1]), socket.inet_aton(sys.argv[2])
        link = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
        link.bind(("weir1", 0))
        head = bytes.fromhex("0200000000990200000000020800" "450000320000400040110000")
        head = head + source + socket.inet_aton("10.98.0.99")
        for number in range(count):
            link.send(head + struct.pack("!HHHH", number & 65535, 9, 30, 0) + bytes(22))
        """

    /// Takes the interface away from under the sensor.
    func removeInterface() throws { try Self.shell("ip -n \(inside) link del weir0") }

    private static func shell(_ line: String) throws {
        let outcome = try Program.execute(["/bin/sh", "-c", line])
        try #require(outcome.status == 0, "\(line): \(outcome.errors)")
    }
}
