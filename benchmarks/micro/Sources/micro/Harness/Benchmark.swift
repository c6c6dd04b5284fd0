/// Something that can be measured by itself.
struct Benchmark: Sendable {
    /// `module.part`.
    let name: String
    /// Prepares what is not measured, then gives a closure that does one repeat; asks for as much again at each call.
    let prepare: @Sendable (Options) throws -> (inout Stopwatch) throws -> Void

    /// One repeat that does not count, so that code and data are in the caches, then those asked for.
    func measure(_ options: Options) throws -> Measurement {
        let run = try prepare(options)
        var ignored = Stopwatch()
        if options.warmsUp { try run(&ignored) }
        let repeats = try (0..<options.repeats).map { _ in
            var watch = Stopwatch()
            try run(&watch)
            return watch
        }
        return Measurement(name: name, repeats: repeats)
    }
}
