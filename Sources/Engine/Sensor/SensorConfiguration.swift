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
    /// Threads that capture, decode and meter, 1…8, each for its share of the pairs of addresses. With more than one, one
    /// more folds and scores what they hand over, and the interfaces must be Ethernet or loopback. Default 1.
    public var cores = 1
    /// Events that wait for the store at most; what comes beyond is counted and lost. Default 65,536.
    public var queue = 65_536

    /// Whether the tables take all of their memory at the start, and not page by page as they fill: what is needed in a flood is
    /// there before it comes. Default true.
    public var takesMemoryAtStart = true

    /// Whether the store is the sensor's own: closed with it, and kept within its bounds by it. False where others in the
    /// same process use it, too.
    public var ownsStore = true

    public init(capture: LiveCapture.Configuration, dataFolder: String) {
        self.capture = capture
        self.dataFolder = dataFolder
    }

    /// Milliseconds between looks at the clock while no packet comes.
    static let patience = 100
    /// Nanoseconds by which the sensor's seconds end after the clock's: the kernel hands packets over in blocks, up to a
    /// time-out of the capture late.
    static let lag: Int64 = 300_000_000
}
