import Glibc
import Testing

/// A network namespace of the test's own with the ends of a veth pair, `weir0` (10.99.0.1) in it and `weir1`
/// (10.99.0.2) in another; both go with their owner.
final class Namespace {
    let name: String

    init() throws {
        try #require(
            geteuid() == 0, "live capture is tested as root: run the tests as root, for they make network namespaces")
        name = "weir-\(getpid())-\(UInt32.random(in: 0...9_999))"
        try run("ip netns add \(name) && ip netns add \(name)-peer")
        try run("ip -n \(name) link add name weir0 type veth peer name weir1 netns \(name)-peer")
        // IPv6 would speak by itself, and the tests count packets.
        for (space, end, address) in [(name, "weir0", "10.99.0.1/24"), (name + "-peer", "weir1", "10.99.0.2/24")] {
            try run("ip netns exec \(space) sh -c 'echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6'")
            try run("ip -n \(space) addr add \(address) dev \(end)")
            try run("ip -n \(space) link set lo up")
            try run("ip -n \(space) link set \(end) up")
        }
    }

    deinit {
        _ = unsafe system("ip netns del \(name)")
        _ = unsafe system("ip netns del \(name)-peer")
    }

    /// Runs `body` with this thread in the namespace; sockets made there stay there.
    func enter(_ body: () throws -> Void) throws {
        let home = unsafe open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)
        defer { close(home) }
        try Self.enterForGood(name)
        defer { precondition(setns(home, networkNamespace) == 0, "the thread cannot go home") }
        try body()
    }

    /// Puts this thread in the namespace called `name`.
    static func enterForGood(_ name: String) throws {
        let there = unsafe open("/run/netns/\(name)", O_RDONLY | O_CLOEXEC)
        defer { close(there) }
        try #require(setns(there, networkNamespace) == 0)
    }
}

/// CLONE_NEWNET of <sched.h>, which the Glibc module leaves out with setns(2).
private let networkNamespace: Int32 = 0x4000_0000

@_silgen_name("setns")
private func setns(_ descriptor: Int32, _ kind: Int32) -> Int32
