internal import CPcap
import Glibc

/// Gives up root once the interfaces are open.
public enum Privileges {
    /// Makes the whole process run as `user`, with that user's groups and without capabilities, and makes sure that
    /// root cannot be had again, not by set-user-ID programs either (`PR_SET_NO_NEW_PRIVS`).
    ///
    /// Call it as root, or as `user` itself; a process that is already unprivileged does not need it.
    public static func drop(toUser user: String) throws(CaptureError) {
        let account = try Account(named: user)
        guard account.user != 0 else { throw .privilegesKept(user: user, reason: "that user is root") }
        func require(_ step: String, _ status: Int32) throws(CaptureError) {
            if status != 0 { throw .privilegesKept(user: user, reason: "\(step): \(systemMessage(errno))") }
        }
        if getuid() != account.user || geteuid() != account.user {
            try require("initgroups", unsafe initgroups(user, account.group))
            try require("setgid", setgid(account.group))
            try require("setuid", setuid(account.user))
        }
        let code = weir_no_new_privileges()
        guard code == 0 else {
            throw .privilegesKept(user: user, reason: "PR_SET_NO_NEW_PRIVS: \(systemMessage(code))")
        }
        guard getuid() == account.user, geteuid() == account.user, setuid(0) != 0, seteuid(0) != 0, setgid(0) != 0
        else {
            throw .privilegesKept(user: user, reason: "root can be regained")
        }
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
