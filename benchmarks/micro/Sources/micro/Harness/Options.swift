/// What the command line says.
struct Options {
    /// Names, or the beginnings of names, of benchmarks; all where none is given.
    var chosen: [String] = []
    /// Measured repeats. Default 5.
    var repeats = 5
    /// Whether a repeat goes before that does not count.
    var warmsUp = true
    /// A capture for what reads packets.
    var capture: String?
    /// The folder of the rules. Default: as seen from the root of the source.
    var rules = "rules"
    /// Packets of the capture that are held in memory.
    var packets = 1_000_000
    /// Samples that are stored.
    var rows = 100_000
    /// Samples of a transaction: what a replay stores at a time.
    var batch = 1_000
    /// Where the store's benchmarks leave the database of their last repeat; a folder that is made anew.
    var storeFolder: String?

    static let usage = """
        usage: micro [NAME…] [--repeat N] [--no-warm-up] [--capture FILE] [--packets N] [--rules FOLDER]
                     [--rows N] [--batch N] [--store FOLDER]
        """

    init(_ arguments: some Sequence<String>) throws {
        var rest = arguments.makeIterator()
        while let argument = rest.next() {
            switch argument {
            case "--repeat": repeats = try Self.number(rest.next(), argument)
            case "--no-warm-up": warmsUp = false
            case "--capture": capture = try Self.text(rest.next(), argument)
            case "--rules": rules = try Self.text(rest.next(), argument)
            case "--packets": packets = try Self.number(rest.next(), argument)
            case "--rows": rows = try Self.number(rest.next(), argument)
            case "--batch": batch = try Self.number(rest.next(), argument)
            case "--store": storeFolder = try Self.text(rest.next(), argument)
            case _ where argument.hasPrefix("-"): throw UsageError(reason: "\(argument) is unknown")
            default: chosen.append(argument)
            }
        }
    }

    private static func text(_ text: String?, _ option: String) throws -> String {
        guard let text else { throw UsageError(reason: "\(option) needs a value") }
        return text
    }

    private static func number(_ text: String?, _ option: String) throws -> Int {
        guard let number = text.flatMap({ Int($0) }), number > 0 else {
            throw UsageError(reason: "\(option) needs a number above 0")
        }
        return number
    }
}

/// What is wrong with the command line, or with what it names.
struct UsageError: Error {
    let reason: String
}
