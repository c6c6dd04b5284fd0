import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// No packet goes astray: at the end, sent = processed + lost in the kernel. Needs root.
    @Suite(.serialized) struct ConservationTests {
        /// Nothing else is on the link that the filter lets in.
        private static let filter = "udp dst port 9"

        /// Packets processed and packets lost in the kernel, as the summary has them that ends the log.
        private static func counted(_ log: String) throws -> (processed: Int, lost: Int) {
            let summary = try #require(log.split(separator: "\n").first { $0.contains("sensor ended") }, "\(log)")
            let processed = try #require(summary.firstMatch(of: /"packets":(\d+)/)?.output.1, "\(summary)")
            let lost = summary.firstMatch(of: /"kernel":(\d+)/)?.output.1 ?? "0"
            return (try #require(Int(processed)), try #require(Int(lost)))
        }

        @Test func whatWasSentBeforeTheEndIsProcessed() throws {
            let network = try Network()
            let sensor = try RunningSensor(in: network, "--filter", Self.filter)
            try network.send(30_000)
            // At once: the last packets are in a block that the kernel has not handed over yet.
            #expect(sensor.end() == 0, "\(sensor.errors)")
            let counted = try Self.counted(sensor.errors)
            #expect(counted.processed == 30_000 && counted.lost == 0, "\(sensor.errors)")
        }

        @Test func whatASensorThatWasHeldUpLostIsCounted() throws {
            let network = try Network()
            let sensor = try RunningSensor(in: network, "--filter", Self.filter, "--buffer-mebibytes", "1")
            kill(sensor.processIdentifier, SIGSTOP)
            try network.send(30_000)
            kill(sensor.processIdentifier, SIGCONT)
            #expect(sensor.end() == 0, "\(sensor.errors)")
            let counted = try Self.counted(sensor.errors)
            #expect(counted.lost > 0 && counted.processed > 0, "a ring of 1 MiB has no room for all")
            #expect(counted.processed + counted.lost == 30_000, "\(sensor.errors)")
        }
    }
}
