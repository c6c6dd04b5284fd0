import Capture

/// What reading a capture to its end gave.
struct Outcome: Equatable {
    var packets: [Packet] = []
    var error: CaptureError?
    var statistics = CaptureStatistics()

    /// Reads the file at `path`.
    init(path: String) {
        do throws(CaptureError) {
            var file = try CaptureFile(path: path)
            do throws(CaptureError) {
                while let frame = try file.next() { packets.append(Packet(frame)) }
            } catch {
                self.error = error
            }
            statistics = file.statistics
            if let error { expectAgain(&file, error) }
        } catch {
            self.error = error
        }
    }

    /// Reads a file of `octets`.
    init(_ octets: [UInt8]) {
        let file = TemporaryFile(octets)
        self.init(path: file.path)
        error = error?.renamed
    }
}

/// Asking again after an error gives the error again.
private func expectAgain(_ file: inout CaptureFile, _ error: CaptureError) {
    do throws(CaptureError) {
        let isEnd = try file.next() == nil
        fatalError("after \(error), " + (isEnd ? "the end" : "a frame"))
    } catch let again {
        precondition(again == error, "after \(error), \(again)")
    }
}

extension CaptureError {
    /// The same error of a file called `x`, for comparisons.
    var renamed: CaptureError {
        switch self {
        case .emptyFile: .emptyFile(path: "x")
        case .notACapture(_, let start): .notACapture(path: "x", start: start)
        case .damaged(_, let offset, let reason): .damaged(path: "x", offset: offset, reason: reason)
        case .truncated(_, let offset): .truncated(path: "x", offset: offset)
        case .damagedGzip(_, let offset, let reason): .damagedGzip(path: "x", offset: offset, reason: reason)
        case .unsupportedLinkType(_, let number): .unsupportedLinkType(source: "x", number: number)
        default: self
        }
    }

    /// Where the file is damaged, if that is what it is.
    var damageOffset: Int? {
        if case .damaged(_, let offset, _) = self { offset } else { nil }
    }
}
