import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// What keeps a sensor from starting: a line that says what to do, and an exit code. Needs root.
    @Suite(.serialized) struct SensorStartTests {
        let folder: TemporaryFolder

        init() throws {
            try #require(geteuid() == 0, "this test becomes other users and mounts file systems: run the tests as root")
            folder = try TemporaryFolder()
        }

        private func expectRefusal(_ outcome: Program.Outcome, _ words: String...) {
            #expect(outcome.status == 1)
            #expect(outcome.output == "")
            for word in ["weir: "] + words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
        }

        @Test func anInterfaceThatDoesNotExist() throws {
            let data = folder.path + "/data"
            let outcome = try Program.run("sensor", "--interface", "nope0", "--data", data)
            expectRefusal(outcome, "there is no interface \"nope0\"; use one of: lo")
            #expect(!FileManager.default.fileExists(atPath: data), "nothing is left behind")
        }

        @Test func aFilterThatIsWrong() throws {
            let outcome = try Program.run(
                "sensor", "--interface", "lo", "--data", folder.path + "/data", "--filter", "tcp portt 80")
            expectRefusal(outcome, "the filter \"tcp portt 80\" is wrong", "see pcap-filter(7)")
        }

        @Test func interfacesThatSeveralCoresCannotShare() throws {
            let outcome = try Program.run(
                "sensor", "--interface", "any", "--cores", "2", "--data", folder.path + "/data")
            expectRefusal(outcome, "setting cores", "any cannot be shared; name an Ethernet interface")
        }

        @Test func aUserWithoutRights() throws {
            // Where nobody can reach it: the checkout may lie in a private folder.
            let program = folder.path + "/weir"
            try FileManager.default.copyItem(atPath: Program.path, toPath: program)
            for path in [folder.path, program] {
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
            }
            let outcome = try Program.execute([
                "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all",
                program, "sensor", "--interface", "lo", "--data", folder.path + "/data",
            ])
            expectRefusal(outcome, "capturing on \"lo\" needs more rights", "run as root or give CAP_NET_RAW")
        }

        @Test func aUserThatDoesNotExistOrIsRoot() throws {
            let arguments = ["sensor", "--interface", "lo", "--data", folder.path + "/data", "--user"]
            expectRefusal(try Program.run(arguments + ["nosuchuser"]), "no user \"nosuchuser\"", "useradd --system")
            expectRefusal(try Program.run(arguments + ["root"]), "that user is root")
        }

        @Test func aDataFolderThatIsAFile() throws {
            let file = folder.write("data", "text")
            let outcome = try Program.run("sensor", "--interface", "lo", "--data", file)
            expectRefusal(outcome, "\"\(file)\" is not a folder; name another with --data")
            #expect(try folder.text("data") == "text")
            let below = try Program.run("sensor", "--interface", "lo", "--data", file + "/data")
            expectRefusal(below, "the data folder", "give --data a folder that can be written")
        }

        @Test func aReadOnlyDataFolder() throws {
            let mounted = folder.path + "/mounted"
            try FileManager.default.createDirectory(atPath: mounted, withIntermediateDirectories: true)
            let mount = try Program.execute(["mount", "-t", "tmpfs", "-o", "ro,size=1m", "weir-engine-test", mounted])
            try #require(mount.status == 0, "\(mount.errors)")
            defer { _ = try? Program.execute(["umount", "--lazy", mounted]) }
            expectRefusal(
                try Program.run("sensor", "--interface", "lo", "--data", mounted), "is on a read-only file system",
                "name another with --data")
            expectRefusal(
                try Program.run("sensor", "--interface", "lo", "--data", mounted + "/data"), "the data folder",
                "give --data a folder that can be written")
        }

        @Test func aFolderOfSomebodyElseIsNotTakenOver() throws {
            let file = folder.write("precious.txt", "text")
            let outcome = try Program.run("sensor", "--interface", "lo", "--data", folder.path)
            expectRefusal(outcome, "may not be written by this user", "name another with --data")
            for path in [folder.path, file] {
                let owner = try FileManager.default.attributesOfItem(atPath: path)[.ownerAccountID] as? Int
                #expect(owner == 0, "\(path) has a new owner")
            }
        }
    }
}
