/// The number of a request, in its answer and in every line of the log about it.
enum RequestIdentifier {
    /// Sixteen hexadecimal digits, made anew for each request; what a client sends could be anything, so it is not taken.
    static func make() -> String {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
