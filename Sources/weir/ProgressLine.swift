import Engine

/// A line on standard error that says how far the reading is, where that is a terminal.
struct ProgressLine {
    private let clock = ContinuousClock()
    private var began = ContinuousClock.now
    private var path = ""
    private var shown: ContinuousClock.Instant?
    private var packets: UInt64 = 0

    mutating func show(_ progress: CaptureAnalysis.Progress) {
        guard StandardError.isTerminal else { return }
        let now = clock.now
        if let shown, shown.duration(to: now) < .milliseconds(200) { return }
        shown = now
        if progress.path != path {
            path = progress.path
            began = now
            packets = progress.packets
        }
        var line = "\(progress.path): \(progress.packets) packets"
        let seconds = began.duration(to: now) / .seconds(1)
        if seconds > 0 {
            let rate = Double(progress.packets - packets) / seconds
            line += ", \(Int(rate)) packets/s"
            if let share = progress.share, share > 0, rate > 0 {
                let left = Double(progress.packets) / share * (1 - share) / rate
                line += ", \(Int(share * 100)) %, \(Int(left.rounded(.up))) s left"
            }
        }
        StandardError.write("\r\u{1B}[K\(line)")
    }

    func clear() {
        if shown != nil { StandardError.write("\r\u{1B}[K") }
    }
}
