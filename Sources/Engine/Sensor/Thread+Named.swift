import Capture
import Foundation

extension Thread {
    /// Runs `body` on a new thread that the system knows by `name`, at most 15 octets; 4 MiB of stack.
    ///
    /// Foundation's own name is lost where the thread begins before who started it was told its number.
    static func start(named name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread {
            ThreadName.set(name)
            body()
        }
        thread.stackSize = 1 << 22
        thread.start()
    }
}
