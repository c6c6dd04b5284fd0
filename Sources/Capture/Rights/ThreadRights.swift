import Glibc

/// What one thread of this process may do, as /proc/self/task/N/status tells (proc_pid_status(5)).
struct ThreadRights {
    let thread: pid_t
    private var fields: [Substring: [Substring]] = [:]

    /// Every thread's; one that ends meanwhile is left out.
    static func all() -> [ThreadRights] {
        guard let entries = unsafe opendir("/proc/self/task") else { return [] }
        defer { unsafe closedir(entries) }
        var all: [ThreadRights] = []
        while let entry = unsafe readdir(entries) {
            let name = unsafe entryName(entry)
            if let thread = pid_t(name), let rights = ThreadRights(thread) { all.append(rights) }
        }
        return all
    }

    private init?(_ thread: pid_t) {
        let file = unsafe open("/proc/self/task/\(thread)/status", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var octets = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe read(file, &octets, octets.count)
        guard count > 0 else { return nil }
        self.thread = thread
        for line in String(decoding: octets[..<count], as: UTF8.self).split(separator: "\n") {
            let words = line.split { $0 == "\t" || $0 == " " || $0 == ":" }
            if let name = words.first { fields[name] = Array(words.dropFirst()) }
        }
    }

    /// Why the thread has more rights than `account` without capabilities; `nil` if it has not.
    func excess(over account: Account) -> String? {
        // Real, effective, saved and file system identity.
        if fields["Uid"] != Array(repeating: "\(account.user)", count: 4) { return "is not of that user alone" }
        if fields["Gid"] != Array(repeating: "\(account.group)", count: 4) {
            return "is not of that user's group alone"
        }
        for name in ["CapPrm", "CapEff"] where fields[Substring(name)]?.first?.allSatisfy({ $0 == "0" }) != true {
            return "has capabilities"
        }
        return fields["NoNewPrivs"] == ["1"] ? nil : "may regain rights by running programs"
    }
}

/// The name of a folder's entry.
func entryName(_ entry: UnsafeMutablePointer<dirent>) -> String {
    unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}
