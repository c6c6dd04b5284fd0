/// What a frame source delivered, what it lost, and what it had to put right; all counts since it was opened.
public struct CaptureStatistics: Hashable, Sendable, BitwiseCopyable {
    /// Frames delivered.
    public var packets: UInt64 = 0
    /// Captured octets delivered.
    public var octets: UInt64 = 0
    /// Frames longer than their file's snap length; delivered whole.
    public var overSnapLength: UInt64 = 0
    /// Frames that claim fewer octets on the wire than were captured; the original length is raised to the captured one.
    public var overOriginalLength: UInt64 = 0
    /// Frames whose record has no time (pcapng simple packet blocks); delivered with the time of the frame before.
    public var withoutTimestamp: UInt64 = 0
    /// Live: packets that passed the filter, lost ones included (`ps_recv` on Linux); 0 for files.
    public var received: UInt64 = 0
    /// Live: packets the kernel dropped because the ring was full (`ps_drop`).
    public var kernelDropped: UInt64 = 0
    /// Live: packets that the interface or its driver dropped (`ps_ifdrop`).
    public var interfaceDropped: UInt64 = 0

    public init() {}
}
