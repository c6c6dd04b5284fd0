import Packets

/// An interface description (draft-ietf-opsawg-pcapng §4.2), as far as reading packets needs it.
struct PcapngInterface: BitwiseCopyable {
    let linkType: LinkType
    let isSupported: Bool
    /// Octets; 0 in the file, which means no limit, becomes the maximum.
    let snapLength: Int
    /// Packet time in units of if_tsresol.
    private(set) var ticksPerSecond: UInt64 = 1_000_000
    /// Nanoseconds in a tick where that is a whole number, else 0.
    private(set) var nanosecondsPerTick: UInt64 = 1_000
    /// if_tsoffset, in seconds.
    var secondsOffset: Int64 = 0

    init(linkType: LinkType, snapLength: UInt32) {
        self.linkType = linkType
        isSupported = linkType.isSupported
        self.snapLength = snapLength == 0 ? CaptureFile.maximumCapturedLength : Int(snapLength)
    }

    /// Takes an if_tsresol: a negative power of 10, or of 2 with the highest bit set; false if 64 bits cannot hold it.
    mutating func setResolution(_ octet: UInt8) -> Bool {
        let exponent = Int(octet & 0x7f)
        if octet & 0x80 != 0 {
            guard exponent < 64 else { return false }
            ticksPerSecond = 1 << UInt64(exponent)
        } else {
            guard exponent < 20 else { return false }
            ticksPerSecond = (0..<exponent).reduce(1) { power, _ in power * 10 }
        }
        nanosecondsPerTick = 1_000_000_000 % ticksPerSecond == 0 ? 1_000_000_000 / ticksPerSecond : 0
        return true
    }

    /// The instant `ticks` after the epoch; saturates instead of overflowing.
    func timestamp(_ ticks: UInt64) -> Timestamp {
        var time: Timestamp
        let (product, overflow) = ticks.multipliedReportingOverflow(by: nanosecondsPerTick)
        if nanosecondsPerTick != 0 {
            time = Timestamp(nanoseconds: overflow ? .max : Int64(clamping: product))
        } else {
            let (seconds, rest) = ticks.quotientAndRemainder(dividingBy: ticksPerSecond)
            // rest < ticksPerSecond, so the quotient is below a second and the division cannot overflow.
            let fraction = ticksPerSecond.dividingFullWidth(rest.multipliedFullWidth(by: 1_000_000_000)).quotient
            time = Timestamp(seconds: Int64(clamping: seconds), nanoseconds: Int64(fraction))
        }
        if secondsOffset != 0 { time = time.advanced(bySeconds: secondsOffset) }
        return time
    }
}
