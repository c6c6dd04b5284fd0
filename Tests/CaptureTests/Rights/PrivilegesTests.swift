import Capture
import Glibc
import Testing

/// Each in a process of its own, because rights do not come back; needs root.
@Suite struct PrivilegesTests {
    @Test func dropsEverything() async throws {
        try #require(geteuid() == 0, "this test needs root, to give it up")
        await #expect(processExitsWith: .success) {
            try Privileges.drop(toUser: "nobody")
            let account = unsafe getpwnam("nobody").pointee
            let (user, group) = unsafe (account.pw_uid, account.pw_gid)
            #expect(getuid() == user && geteuid() == user)
            #expect(getgid() == group && getegid() == group)
            #expect(setuid(0) != 0)
            // The main thread too, which is parked where glibc does not reach it, and new threads.
            let threads = [getpid()] + ThreadList.numbers() + (await Task.detached { ThreadList.numbers() }.value)
            for thread in threads {
                let octets = TemporaryFile.contents("/proc/self/task/\(thread)/status")
                let status = String(decoding: octets, as: UTF8.self)
                #expect(status.contains("Uid:\t\(user)\t\(user)\t\(user)\t\(user)\n"))
                #expect(status.contains("Gid:\t\(group)\t\(group)\t\(group)\t\(group)\n"))
                #expect(status.contains("CapEff:\t0000000000000000"))
                #expect(status.contains("CapPrm:\t0000000000000000"))
                #expect(status.contains("NoNewPrivs:\t1"))
            }
            let groups = getgroups(0, nil)
            #expect(groups <= 1)
            // Once more as that user is no error.
            try Privileges.drop(toUser: "nobody")
            #expect(throws: CaptureError.self) { try Privileges.drop(toUser: "daemon") }
        }
    }

    @Test func keepsAnOpenCapture() async throws {
        try #require(geteuid() == 0, "this test needs root, to capture")
        let space = try Namespace()
        await #expect(processExitsWith: .success) { [name = space.name as String] in
            try Namespace.enterForGood(name)
            var capture = try LiveCapture(LiveCapture.Configuration(interfaces: ["lo"]))
            try Pinger.ping("127.0.0.1", count: 5)
            try Privileges.drop(toUser: "nobody")
            let packets = try LiveCaptureTests.drain(&capture)
            let statistics = capture.statistics
            #expect(packets.count == 10)
            #expect(statistics.received >= 10)
        }
        withExtendedLifetime(space) {}
    }

    @Test func refusesUnknownUsersAndRoot() {
        #expect(throws: CaptureError.unknownUser(name: "no-such-user")) {
            try Privileges.drop(toUser: "no-such-user")
        }
        #expect(throws: CaptureError.privilegesKept(user: "root", reason: "that user is root")) {
            try Privileges.drop(toUser: "root")
        }
    }

    @Test func handsAFolderOver() throws {
        try #require(geteuid() == 0, "this test needs root, to hand files over")
        let folder = "/tmp/weir-capture-own-\(getpid())"
        let other = TemporaryFile([1])
        defer { _ = unsafe system("rm -rf \(folder)") }
        try run("mkdir -p \(folder)/a/b && touch \(folder)/a/b/c && ln -s \(other.path) \(folder)/link")
        try run("ln \(other.path) \(folder)/hard")
        try Privileges.own(path: folder, user: "nobody")
        let user = unsafe getpwnam("nobody").pointee.pw_uid
        func owner(_ path: String) -> uid_t {
            var status = stat()
            return unsafe lstat(path, &status) == 0 ? status.st_uid : .max
        }
        #expect([folder, folder + "/a", folder + "/a/b", folder + "/a/b/c"].allSatisfy { owner($0) == user })
        #expect(owner(other.path) == 0, "neither by its symbolic link nor by its other name")
        #expect(throws: CaptureError.self) { try Privileges.own(path: folder + "/none", user: "nobody") }
    }
}
