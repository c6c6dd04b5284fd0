import Engine

/// A line on standard error that says how far the reading is, where that is a terminal.
struct ProgressLine {
    private let clock = ContinuousClock()
    private let began = ContinuousClock.now
    private var shown: ContinuousClock.Instant?
    private var packets: UInt64 = 0

    mutating func show(_ progress: CaptureAnalysis.Progress) {
        guard StandardError.isTerminal else { return }
        let now = clock.now
        if let shown, shown.duration(to: now) < .milliseconds(200) { return }
        shown = now
        packets = progress.packets
        let seconds = max(0.001, began.duration(to: now) / .seconds(1))
        var line = "\(progress.path): \(progress.packets) packets, \(Int(Double(progress.packets) / seconds)) packets/s"
        if let share = progress.share, share > 0 {
            let left = seconds / share * (1 - share)
            line += ", \(Int(share * 100)) %, \(Int(left.rounded(.up))) s left"
        }
        StandardError.write("\r\u{1B}[K\(line)")
    }

    func clear() {
        if shown != nil { StandardError.write("\r\u{1B}[K") }
    }
}
