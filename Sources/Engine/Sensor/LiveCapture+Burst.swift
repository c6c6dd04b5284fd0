import Capture

extension LiveCapture {
    /// Packets between looks at the clock, the rules and the losses while packets come: a look costs more than a packet.
    private static let burst = 256

    /// Takes in what there is, up to a burst; waits for the first packet alone, so that a trickle does not hold up the clock.
    mutating func takeBurst<Sink: FrameSink & ~Copyable>(into sink: inout Sink) throws(CaptureError) {
        try take(atMost: Self.burst, waitingMilliseconds: SensorConfiguration.patience) { sink.process($0) }
    }

    /// Takes in what the kernel let in before, and nothing after: each packet that it counted was processed or lost then.
    mutating func drain<Sink: FrameSink & ~Copyable>(into sink: inout Sink) {
        stopReceiving()
        // An interface may fail while it is read, once down and once for good; what the others hold is still taken in.
        for _ in 0...2 * configuration.interfaces.count {
            do throws(CaptureError) {
                try takeRest(into: &sink)
                return
            } catch {
                // The end is near anyway, and why is told already or not worth telling.
            }
        }
    }

    private mutating func takeRest<Sink: FrameSink & ~Copyable>(into sink: inout Sink) throws(CaptureError) {
        while true {
            switch try next(waitingMilliseconds: SensorConfiguration.patience) {
            case .frame(let frame): sink.process(frame)
            case .idle, .woken: return
            }
        }
    }
}
