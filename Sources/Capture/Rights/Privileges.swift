internal import CPcap
import Glibc

/// Gives up root once the interfaces are open.
public enum Privileges {
    /// Makes every thread of the process run as `user`, with that user's groups and without capabilities, and makes sure
    /// that rights cannot be had again, not by set-user-ID programs either (`PR_SET_NO_NEW_PRIVS`).
    ///
    /// Call it as root, or as `user` itself; a process that is already unprivileged does not need it. It may be called
    /// from any thread, asynchronous or not; system calls of other threads may be interrupted (`EINTR`) once. If a
    /// thread keeps rights, which is looked for, the call is an error and the process should end.
    public static func drop(toUser user: String) throws(CaptureError) {
        let account = try Account(named: user)
        guard account.user != 0 else { throw .privilegesKept(user: user, reason: "that user is root") }
        func require(_ step: String, _ code: Int32) throws(CaptureError) {
            if code != 0 { throw .privilegesKept(user: user, reason: "\(step): \(systemMessage(code))") }
        }
        if getuid() != account.user || geteuid() != account.user {
            try require("initgroups", unsafe initgroups(user, account.group) == 0 ? 0 : errno)
            try require("setgid", setgid(account.group) == 0 ? 0 : errno)
            try require("setuid", setuid(account.user) == 0 ? 0 : errno)
        }
        try require("sigaction", weir_rights_arm(account.user, account.group))
        try dropOnEveryThread(account, user)
        weir_rights_disarm()
        guard setuid(0) != 0, seteuid(0) != 0, setgid(0) != 0 else {
            throw .privilegesKept(user: user, reason: "root can be regained")
        }
    }

    /// Signals the threads that have rights, and those they start meanwhile, until none has.
    private static func dropOnEveryThread(_ account: Account, _ user: String) throws(CaptureError) {
        var reason = "its threads cannot be seen in /proc"
        for attempt in 0..<200 {
            let threads = ThreadRights.all()
            let kept = threads.compactMap { thread in thread.excess(over: account).map { (thread.thread, $0) } }
            if kept.isEmpty && !threads.isEmpty { return }
            for (thread, excess) in kept {
                reason = "thread \(thread) \(excess)"
                // Again after a while only, for a new thread that got its number from one that ended.
                if attempt % 20 == 0 || attempt < 3 { weir_rights_signal(thread) }
            }
            usleep(10_000)
        }
        // The signal may still come, so its handler stays.
        throw .privilegesKept(user: user, reason: reason)
    }

    /// Hands the folder at `path` and what is in it to `user`, so that it can be written after `drop`.
    ///
    /// Symbolic links are not followed, and files with several names are left alone: what they lead to may be
    /// somebody else's. O(files).
    public static func own(path: String, user: String) throws(CaptureError) {
        let account = try Account(named: user)
        let folder = unsafe open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard folder >= 0 else { throw .unreadable(path: path, reason: systemMessage(errno)) }
        try account.own(folder: folder, path: path)
    }
}
