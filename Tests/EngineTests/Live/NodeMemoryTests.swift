import Engine
import Foundation
import Testing

@Suite("The memory that is left")
struct NodeMemoryTests {
    private func available(_ files: [String: String]) throws -> Int? {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("weir-test-\(UUID())")
        defer { try? FileManager.default.removeItem(at: root) }
        for (path, text) in files {
            let file = root.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: false, encoding: .utf8)
        }
        return NodeMemory(root: root.path).available
    }

    private static let machine = ["proc/meminfo": "MemTotal: 9000 kB\nMemAvailable:    4000 kB\nSwapFree: 0 kB\n"]

    @Test("is the machine's where no group has a limit")
    func machine() throws {
        #expect(try available(Self.machine) == 4_096_000)
        let unlimited = ["proc/self/cgroup": "0::/a\n", "sys/fs/cgroup/a/memory.max": "max\n"]
        #expect(try available(Self.machine.merging(unlimited) { $1 }) == 4_096_000)
        #expect(try available([:]) == nil)
        #expect(try available(["proc/meminfo": "MemAvailable: much kB\n"]) == nil)
    }

    @Test("is the least that a group of version 2 or one around it has left, files that nobody reads counted as free")
    func groups() throws {
        let files = [
            "proc/self/cgroup": "1:name=x:/y\n0::/pods/weir\n",
            "sys/fs/cgroup/pods/weir/memory.max": "900000\n", "sys/fs/cgroup/pods/weir/memory.current": "500000\n",
            "sys/fs/cgroup/pods/weir/memory.stat": "anon 1\ninactive_file 200000\n",
        ]
        #expect(try available(Self.machine.merging(files) { $1 }) == 600_000)
        let around = ["sys/fs/cgroup/pods/memory.max": "1000000\n", "sys/fs/cgroup/pods/memory.current": "990000\n"]
        #expect(try available(files.merging(around) { $1 }) == 10_000)
        let over = ["sys/fs/cgroup/memory.max": "10\n", "sys/fs/cgroup/memory.current": "11\n"]
        #expect(try available(over) == 0)
    }

    @Test("is what a container's group of version 1 has left")
    func older() throws {
        let folder = "sys/fs/cgroup/memory/memory."
        let files = [
            folder + "limit_in_bytes": "700000\n", folder + "usage_in_bytes": "300000\n",
            folder + "stat": "inactive_file 1\ntotal_inactive_file 100000\n",
        ]
        #expect(try available(Self.machine.merging(files) { $1 }) == 500_000)
    }
}
