internal import CPcap
import Glibc

extension LiveCapture {
    /// Ends the waiting of `LiveCapture.next` from another thread, or from a signal handler.
    public final class Waker: Sendable {
        /// A non-blocking eventfd(2); it lives as long as anybody who may signal it.
        let descriptor: Int32

        init() throws(CaptureError) {
            descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
            guard descriptor >= 0 else {
                throw .captureFailed(interface: "eventfd", reason: systemMessage(errno))
            }
        }

        deinit {
            close(descriptor)
        }

        /// Makes the present or the next call of `next` return `woken`; many calls before that count as one.
        public func wake() {
            // Fails only when it was signalled 2⁶⁴ − 2 times already, and then it is signalled.
            _ = eventfd_write(descriptor, 1)
        }

        /// Whether it was signalled since the last call.
        func take() -> Bool {
            var count: eventfd_t = 0
            return unsafe eventfd_read(descriptor, &count) == 0
        }
    }
}
