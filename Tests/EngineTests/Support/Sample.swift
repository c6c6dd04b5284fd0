import Foundation
import TestSupport

/// A sample that is a plain pcap: a scan of 590 packets.
enum Sample {
    static func octets() throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: Repository.samples + "/scan-syn.pcap")))
    }
}
