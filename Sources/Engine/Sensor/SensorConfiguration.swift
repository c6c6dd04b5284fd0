import Capture
import Store

/// How a sensor runs.
public struct SensorConfiguration: Sendable {
    /// Name under which samples and entries are stored; 1…253 characters. Default the host's name.
    public var name = "sensor"
    public var capture: LiveCapture.Configuration
    public var pipeline = Pipeline.Configuration()
    /// Folder of the store; made where it is missing.
    public var dataFolder: String
    public var store = DataStore.Configuration()
    /// User to become after the interfaces are open; nil to stay who started it.
    public var user: String?
    /// Folder of rules that is watched for changes; nil for the shipped rules.
    public var rulesFolder: String?
    /// Events that wait for the store at most; what comes beyond is counted and lost. Default 65,536.
    public var queue = 65_536

    /// Whether the store is the sensor's own: closed with it, and kept within its bounds by it. False where others in the
    /// same process use it, too.
    public var ownsStore = true

    public init(capture: LiveCapture.Configuration, dataFolder: String) {
        self.capture = capture
        self.dataFolder = dataFolder
    }

    /// Milliseconds between looks at the clock while no packet comes.
    static let patience = 100
    /// Packets between looks at the clock, the rules and the losses while packets come: a look costs more than a packet.
    static let burst = 256
    /// Nanoseconds by which the sensor's seconds end after the clock's: the kernel hands packets over in blocks, up to a
    /// time-out of the capture late.
    static let lag: Int64 = 300_000_000
}
