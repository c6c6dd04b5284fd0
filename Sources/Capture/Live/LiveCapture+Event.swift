extension LiveCapture {
    /// What a call of `next` came back with.
    public enum Event: ~Escapable {
        /// A packet, valid until the next call.
        case frame(Frame)
        /// No packet came within the wait.
        case idle
        /// A `Waker` asked for attention.
        case woken
    }
}
