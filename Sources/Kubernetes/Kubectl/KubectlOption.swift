/// An option that a subcommand of kubectl takes.
struct KubectlOption: Sendable, Hashable {
    /// How an option gets its value; as pflag has it.
    enum Value: Sendable, Hashable {
        /// Boolean: none, or after `=`.
        case flag
        /// After `=`, or the next word.
        case required
        /// None, or after `=`.
        case optional
    }

    /// Without the dashes.
    let name: String
    let short: Character?
    let value: Value

    /// Reads `-n|--namespace=`: `=` marks a required value, `?` an optional one.
    init(_ text: Substring) {
        var rest = text
        if rest.hasPrefix("-"), !rest.hasPrefix("--") {
            short = rest.dropFirst().first
            rest = rest.dropFirst(3)
        } else {
            short = nil
        }
        value = rest.hasSuffix("=") ? .required : rest.hasSuffix("?") ? .optional : .flag
        if value != .flag { rest.removeLast() }
        name = String(rest.dropFirst(2))
    }
}
