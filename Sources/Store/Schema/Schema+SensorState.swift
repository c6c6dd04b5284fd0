extension Schema {
    /// What a sensor goes on from when it starts again.
    static let sensorState = """
        CREATE TABLE sensor_state (
            sensor TEXT PRIMARY KEY,
            baseline BLOB NOT NULL
        ) STRICT;
        """
}
