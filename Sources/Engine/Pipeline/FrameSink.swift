import Capture

/// What takes frames in, one at a time.
protocol FrameSink: ~Copyable {
    mutating func process(_ frame: borrowing Frame)
}

extension Pipeline: FrameSink {}
