internal import CPcap
import Glibc
import Synchronization

extension LiveCapture {
    /// Ends the waiting of `LiveCapture.next` and `take` from another thread, or from a signal handler.
    public final class Waker: Sendable {
        /// A non-blocking eventfd(2); it lives as long as anybody who may signal it.
        let descriptor: Int32
        /// It was signalled: looked at far more often than that happens, so that no system call is needed to know.
        private let isSignalled = Atomic(false)

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
            // Afterwards, so that who sees it can take back what poll(2) sees.
            isSignalled.store(true, ordering: .releasing)
        }

        /// Whether it was signalled since the last call.
        func take() -> Bool {
            guard isSignalled.load(ordering: .relaxed) else { return false }
            _ = isSignalled.exchange(false, ordering: .acquiring)
            var count: eventfd_t = 0
            _ = unsafe eventfd_read(descriptor, &count)
            return true
        }
    }
}
