/// What gives frames one after another, each valid until the next is asked for.
public protocol FrameSource: ~Copyable {
    /// The next frame, or `nil` at the end of the capture; asking again after an error gives the error again.
    @_lifetime(&self)
    mutating func next() throws(CaptureError) -> Frame?

    /// What was delivered and lost so far; stays readable after an error.
    var statistics: CaptureStatistics { mutating get }
}
