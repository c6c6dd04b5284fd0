import ArgumentParser

/// Scores rows of flow sets, one number a line in the order of the rows. `evaluate/streams` runs it.
@main
struct StreamScores: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stream-scores", abstract: "Score records or edges with Weir's stream models.",
        subcommands: [RecordScores.self, EdgeScores.self])
}
