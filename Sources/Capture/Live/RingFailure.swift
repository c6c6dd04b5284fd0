/// A system call on a packet socket that failed: libpcap has its turn then.
struct RingFailure: Error {
    let step: String
    let code: Int32

    var reason: String { "\(step): \(systemMessage(code))" }
}
