import Store
import Testing

/// What a sensor's baseline learnt outlives it.
@Suite struct SensorStateTests {
    @Test func latestStateOfEachSensorIsKept() throws {
        let kept = try TemporaryFolderStore()
        let store = kept.store
        #expect(try store.baseline(sensor: "node-1") == nil)
        try store.save(baseline: [1], sensor: "node-1")
        try store.save(baseline: [2, 3], sensor: "node-1")
        try store.save(baseline: [4], sensor: "node-2")
        #expect(try store.baseline(sensor: "node-1") == [2, 3])
        #expect(try store.baseline(sensor: "node-2") == [4])
    }
}
