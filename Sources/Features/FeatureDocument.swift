/// The page about features, made from the registry so that it cannot say anything else: `docs/features.md`.
public enum FeatureDocument {
    /// The page in Markdown.
    public static func markdown() -> String {
        ([introduction] + Feature.groups.map { section($0.title, $0.definitions) }).joined(separator: "\n") + "\n"
    }

    private static var introduction: String {
        let spans = WindowSpan.allCases.map { "\($0.seconds) s" }.joined(separator: ", ")
        let roles = EntityRole.allCases.map { "`\($0.name)`" }.joined(separator: ", ")
        return """
            # Features

            A feature is a named number with a unit that describes an entity in a window of packet time. There are \
            \(Feature.all.count) of them. Rules, verdicts, traffic samples and the API use these names.

            This page is made from the registry in `Sources/Features` by `FeatureDocument`; a test keeps it current.

            ## Entities

            What a window describes: \(roles). A source opens flows, a destination is opened to or gets answers that it did not
            ask for, a pair is a source and one destination of it, a domain is a client, its resolver and one parent domain.
            "Forward" is from the initiator of a flow to its responder and "reverse" is back (RFC 5103), whichever of them the
            entity is: of a destination, forward is what it receives.

            An entity is let into the tables at its second sight, so its first flow does not count unless it has 100 packets in a second.

            ## Windows

            Windows span \(spans). The shortest is a second of packet time by itself. The longer ones slide by half their span:
            each is the half that is filling and the one before it, so that it covers between half and all of its span, and a
            burst of half a span always lies whole in one window. Counters of the halves add. Of sets the union is estimated
            (HyperLogLog with 64 registers and linear counting: exact for the first few, then within some 13 %).

            """
    }

    private static func section(_ title: String, _ definitions: [FeatureDefinition]) -> String {
        let rows = definitions.map { "| `\($0.name)` | \($0.unit) | \(cell($0.meaning)) | \(cell($0.source)) |\n" }
        return "## \(title)\n\n| name | unit | meaning | source |\n|---|---|---|---|\n" + rows.joined()
    }

    /// Text that does not end its cell.
    private static func cell(_ text: String) -> String {
        String(text.flatMap { $0 == "|" ? ["\\", "|"] : [$0] })
    }
}
