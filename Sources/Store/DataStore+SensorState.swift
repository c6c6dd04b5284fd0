import Foundation
import GRDB

extension DataStore {
    /// Keeps what a sensor's baseline learnt, in place of what was kept before.
    public func save(baseline state: [UInt8], sensor: String) throws {
        try write {
            try $0.run("INSERT OR REPLACE INTO sensor_state (sensor, baseline) VALUES (?, ?)", [sensor, Data(state)])
        }
    }

    /// What the sensor's baseline had learnt when it was saved last; nil where it never was.
    public func baseline(sensor: String) throws -> [UInt8]? {
        try read { db in
            try Data.fetchOne(db, sql: "SELECT baseline FROM sensor_state WHERE sensor = ?", arguments: [sensor])
                .map { Array($0) }
        }
    }
}
