import Foundation

/// How much memory this process can have yet: of the machine, and of the control groups that it is in (cgroups(7)).
package struct NodeMemory {
    private let root: String

    /// As the files under `root` say, for tests; the machine's own are under the empty path.
    package init(root: String = "") { self.root = root }

    /// Bytes that are left; nil where nothing says so.
    package var available: Int? {
        [machine, left(of: "memory.max", "memory.current", cache: "inactive_file"), oldLeft].compactMap { $0 }.min()
    }

    /// What the machine could give without swapping.
    private var machine: Int? {
        value("MemAvailable:", in: "/proc/meminfo").map { $0 * 1_024 }
    }

    /// Of version 1, as a container sees its own group.
    private var oldLeft: Int? {
        left(
            of: "memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes", cache: "total_inactive_file",
            statistics: "memory/memory.stat")
    }

    /// The least that is left in the group of this process and in those around it. Files that nobody reads any more make room, so
    /// they count as free, as they do for the kubelet.
    private func left(of limit: String, _ usage: String, cache: String, statistics: String = "memory.stat") -> Int? {
        var least: Int?
        var path = group
        while true {
            let folder = "/sys/fs/cgroup\(path)/"
            if let most = number(folder + limit), let used = number(folder + usage) {
                let working = max(0, used - (value(cache, in: folder + statistics) ?? 0))
                least = min(least ?? .max, max(0, most - working))
            }
            guard let slash = path.lastIndex(of: "/") else { return least }
            path = String(path[..<slash])
        }
    }

    /// The group of this process in version 2, `0::/PATH`; in a container that is often `/`.
    private var group: String {
        let path = lines(of: "/proc/self/cgroup").first { $0.hasPrefix("0::/") }.map { String($0.dropFirst(3)) }
        return path == "/" ? "" : path ?? ""
    }

    /// A file's number; nil where it is not there, or says `max`.
    private func number(_ path: String) -> Int? { lines(of: path).first.flatMap { Int($0) } }

    /// The number that follows a name in a file.
    private func value(_ name: String, in path: String) -> Int? {
        let line = lines(of: path).first { $0.hasPrefix(name + " ") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }

    private func lines(of path: String) -> [Substring] {
        (try? String(contentsOfFile: root + path, encoding: .utf8))?.split(separator: "\n") ?? []
    }
}
