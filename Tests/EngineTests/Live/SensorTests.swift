import Features
import Foundation
import Packets
import Store
import TestSupport
import Testing

extension LiveTests {
    /// `weir sensor` on a link of the test's own; needs root.
    @Suite(.serialized) struct SensorTests {
        @Test(arguments: ["1", "2"]) func aScannerIsNamedWithinTwoSecondsAndStored(_ cores: String) throws {
            let network = try Network()
            let sensor = try RunningSensor(in: network, "--name", "node-1", "--cores", cores)
            let began = ContinuousClock.now
            let scan = try network.startScan()
            let line = try #require(sensor.line("\"kind\":\"port-scan\""), "\(sensor.output) \(sensor.errors)")
            let taken = began.duration(to: .now)
            #expect(taken < .seconds(2), "named \(taken) after the scan's start")
            try Network.expectSuccess(scan)

            let verdict = try JSONText.object(line)
            #expect(verdict["entity"] as? String == Network.outsideAddress)
            #expect(verdict["peer"] as? String == Network.insideAddress)
            #expect(sensor.says("notice weir: "), "\(sensor.errors)")
            #expect(sensor.end() == 0, "\(sensor.errors)")

            let store = try DataStore(folder: sensor.data)
            var query = SampleQuery()
            query.sort = .verdict
            query.kind = .portScan
            let samples = try store.samples(matching: query)
            let opened = sensor.output.split(separator: "\n").filter {
                $0.contains("\"kind\":\"port-scan\"") && $0.contains("\"state\":\"opened\"")
            }
            #expect(samples.count == opened.count, "one sample an incident")
            #expect(samples.allSatisfy { $0.sensor == "node-1" })
            #expect(samples.contains { "\($0.time)" == verdict["time"] as? String })
            // The packets that are stored with it prove it.
            let number = try #require(samples.last?.id)
            let evidence = try #require(try store.evidence(ofSample: number))
            let again = try Program.run(["analyze", "--format", "json", "-"], input: Array(evidence.pcapng))
            #expect(
                again.events("verdict").contains {
                    $0.contains("\"kind\":\"port-scan\"") && $0.contains(Network.outsideAddress)
                }, "\(again.output) \(again.errors)")
            let scanner = try #require(IPPrefix(Network.outsideAddress))
            let entry = try #require(try store.entry(of: scanner), "the scanner is on no list")
            #expect(entry.entry.action == .monitor, "a SYN scan proves no path")
            #expect(try store.audit().contains { $0.who == "sensor node-1" })
            var seconds = SampleQuery()
            seconds.sort = .summary
            let packets = try store.samples(matching: seconds).map { sample -> UInt64 in
                if case .summary(let summary) = sample.content { return summary.packets }
                return 0
            }
            #expect(packets.reduce(0, +) >= 400, "200 probes and their answers")
        }

        @Test(arguments: ["1", "2"]) func itRunsWithoutRightsAndItsFilesAreItsOwn(_ cores: String) throws {
            let network = try Network()
            let sensor = try RunningSensor(in: network, "--cores", cores)
            let threads = try FileManager.default.contentsOfDirectory(
                atPath: "/proc/\(sensor.processIdentifier)/task")
            #expect(threads.count > 1)
            for thread in threads {
                let users = try sensor.status("Uid", thread: thread).split(separator: "\t").dropFirst()
                #expect(Set(users) == ["65534"], "nobody")
                #expect(try sensor.status("CapEff", thread: thread).hasSuffix("\t0000000000000000"))
                #expect(try sensor.status("CapPrm", thread: thread).hasSuffix("\t0000000000000000"))
                #expect(try sensor.status("NoNewPrivs", thread: thread).hasSuffix("\t1"))
            }
            for name in [DataStore.fileName, DataStore.fileName + "-wal", DataStore.fileName + "-shm"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: sensor.data + "/" + name)
                #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
                #expect(attributes[.ownerAccountID] as? Int == 65_534, "\(name)")
            }
            let folder = try FileManager.default.attributesOfItem(atPath: sensor.data)
            #expect(folder[.posixPermissions] as? Int == 0o700)
            #expect(sensor.end(SIGINT) == 0, "\(sensor.errors)")
            #expect(sensor.errors.contains("sensor ended"))
        }

        @Test func aSecondStartGoesOnWithTheSameStore() throws {
            let network = try Network()
            let first = try RunningSensor(in: network)
            try network.scan()
            #expect(first.line("\"event\":\"blacklist\"") != nil, "\(first.errors)")
            #expect(first.end() == 0)
            let count = try DataStore(folder: first.data).sampleCount(matching: SampleQuery())
            let second = try RunningSensor(in: network, data: first.data)
            try network.scan()
            #expect(second.line("\"kind\":\"port-scan\"") != nil, "\(second.errors)")
            #expect(second.end() == 0)
            #expect(try DataStore(folder: first.data).sampleCount(matching: SampleQuery()) > count)
        }

        @Test(arguments: ["1", "2"]) func changedRulesAreUsedAndBadOnesRefused(_ cores: String) throws {
            let network = try Network()
            let rules = try TemporaryFolder()
            let never = BadRuleTests.good.replacing("at_least: 20", with: "at_least: 1000000")
            rules.write("mine.yaml", never)
            let sensor = try RunningSensor(in: network, "--rules", rules.path, "--cores", cores)
            rules.write("mine.yaml", "kind: [")
            #expect(sensor.says("the changed rules cannot be used; the old ones stay"), "\(sensor.errors)")
            #expect(sensor.errors.contains("mine.yaml:"))
            rules.write("mine.yaml", BadRuleTests.good)
            #expect(sensor.says("rules reloaded"), "\(sensor.errors)")
            #expect(!sensor.output.contains("\"rule\":\"mine\""))
            try network.scan()
            #expect(sensor.line("\"rule\":\"mine\"") != nil, "\(sensor.output) \(sensor.errors)")
            #expect(sensor.end() == 0)
        }

        @Test(arguments: ["1", "2"]) func anInterfaceThatIsRemovedEndsItWithAllStored(_ cores: String) throws {
            let network = try Network()
            let sensor = try RunningSensor(in: network, "--cores", cores)
            try network.scan()
            // The kernel hands over what it has after a time-out, and nothing once the interface is gone.
            usleep(300_000)
            try network.removeInterface()
            #expect(sensor.ended() == 1)
            let message = "weir: the interface \"weir0\" was removed; start again when it is back"
            #expect(sensor.errors.contains(message), "\(sensor.errors)")
            let store = try DataStore(folder: sensor.data)
            var query = SampleQuery()
            query.kind = .portScan
            #expect(try store.sampleCount(matching: query) == 1, "the second that was open is closed and stored")
        }

        @Test func aReaderOfEventsThatWentAwayDoesNotEndIt() throws {
            let network = try Network()
            let folder = try TemporaryFolder()
            folder.write("errors", [])
            let process = Process()
            let pipe = Pipe()
            process.executableURL = URL(fileURLWithPath: "/usr/sbin/ip")
            process.arguments = [
                "netns", "exec", network.inside, Program.path, "sensor", "--interface", "weir0", "--format", "json",
                "--data", folder.path + "/data",
            ]
            process.standardOutput = pipe
            process.standardError = try FileHandle(forWritingTo: folder.url("errors"))
            try process.run()
            try pipe.fileHandleForReading.close()
            while try !folder.text("errors").contains("sensor opened"), process.isRunning { usleep(20_000) }
            try network.scan()
            sleep(2)
            #expect(process.isRunning)
            kill(process.processIdentifier, SIGTERM)
            process.waitUntilExit()
            #expect(process.terminationReason == .exit && process.terminationStatus == 0)
            #expect(try folder.text("errors").contains("kind=port-scan"))
        }
    }
}
