import Features
import Yams

/// Reads one rule file and collects everything that is wrong with it, by line.
struct RuleReader {
    private let file: RuleFile
    private(set) var problems: [RuleProblem] = []

    init(_ file: RuleFile) { self.file = file }

    private static let keys = [
        "description", "entity", "when", "kind", "severity", "attack", "references", "action", "subject", "proof",
        "normal_share", "closes_after",
    ]

    mutating func rule() -> Rule? {
        if let defect = RuleText.defect(in: file.text) {
            report(defect.line, defect.message)
            return nil
        }
        let root: Node?
        do {
            // Every value is read as a text here, so that nothing is to be guessed by the looks of it.
            root = try Yams.compose(yaml: file.text, .basic, .default, .utf8)
        } catch let error as YamlError {
            report(line(of: error), Self.text(of: error))
            return nil
        } catch {
            report(0, "is not YAML: \(error)")
            return nil
        }
        guard let mapping = root.flatMap(RuleFields.init) else {
            report(1, "a rule is a mapping of keys to values; see rules/README.md")
            return nil
        }
        checkKeys(of: mapping, known: Self.keys, in: "a rule")
        let description = text(mapping, "description") ?? ""
        let role = choice(mapping, "entity", EntityRole.allCases.map { ($0.name, $0) })
        let kind = choice(mapping, "kind", Kind.allCases.map { ($0.rawValue, $0) })
        let severity = choice(mapping, "severity", Severity.allCases.map { ($0.rawValue, $0) })
        let action = choice(mapping, "action", Response.Action.allCases.map { ($0.rawValue, $0) })
        var subject = Response.Subject.entity
        if mapping["subject"] != nil {
            subject = choice(mapping, "subject", Response.Subject.allCases.map { ($0.rawValue, $0) }) ?? .entity
        }
        let share = number(mapping, "normal_share") ?? 0.999
        if !(0.5...0.999_999_9).contains(share) {
            report(mapping["normal_share"], "normal_share must lie between 0.5 and 0.9999999, not \(share)")
        }
        let quiet = number(mapping, "closes_after") ?? Double(Finding.leastQuiet)
        if !(60...172_800).contains(quiet) {
            report(mapping["closes_after"], "closes_after must lie between 60 and 172800 seconds, not \(quiet)")
        }
        let alternatives = self.alternatives(mapping)
        let proof = self.proof(mapping, role, subject)
        let attack = texts(mapping, "attack")
        for id in attack where !Self.isTechnique(id) {
            report(mapping["attack"], "`\(Self.clipped(id))` is not an ATT&CK technique id such as T1046 or T1498.001")
        }
        guard let role, let kind, let severity, let action else { return nil }
        return Rule(
            id: file.name, description: description, role: role, alternatives: alternatives, kind: kind,
            severity: severity, attack: attack, references: texts(mapping, "references"),
            response: Response(action: action, subject: subject), proof: proof, normalShare: share,
            closesAfter: Int64(min(max(quiet, 60), 172_800)))
    }

    /// Product rule 1: what can be forged is no proof, and who opened the flows is who is proven.
    private mutating func proof(
        _ mapping: RuleFields, _ role: EntityRole?, _ subject: Response.Subject
    ) -> [Rule.Condition] {
        guard let node = mapping["proof"] else { return [] }
        let conditions = conditions(node, needsUsual: false)
        if node.sequence?.isEmpty == true { report(node, "`proof` must hold at least one condition") }
        if role == .destination || subject == .peer {
            report(node, "`proof` is of who opened the flows: it says nothing of a destination or a peer")
        }
        if !conditions.isEmpty, conditions.count == node.sequence?.count, !conditions.contains(where: \.isProof) {
            report(
                node,
                "`proof` needs `at_least: 1` or more of a feature that cannot be forged: \(Rule.Condition.proofNames)")
        }
        return conditions
    }

    private mutating func alternatives(_ mapping: RuleFields) -> [Rule.Alternative] {
        guard let node = mapping["when"] else {
            report(
                mapping.line,
                "`when` is missing: a list of windows with the conditions that must hold in them")
            return []
        }
        guard let sequence = node.sequence, !sequence.isEmpty else {
            report(node, "`when` must be a list with at least one window")
            return []
        }
        return sequence.compactMap { alternative($0) }
    }

    private mutating func alternative(_ node: Node) -> Rule.Alternative? {
        guard let mapping = RuleFields(node) else {
            report(node, "each item of `when` is a mapping with `window` and `all`")
            return nil
        }
        checkKeys(of: mapping, known: ["window", "all"], in: "an item of `when`")
        let spans = WindowSpan.allCases.map { (String($0.seconds), $0) }
        let span = choice(mapping, "window", spans)
        guard let all = mapping["all"] else {
            report(node, "`all` is missing: the conditions that must hold in the window")
            return nil
        }
        let conditions = conditions(all, needsUsual: true)
        if all.sequence?.isEmpty == true { report(all, "`all` must hold at least one condition") }
        return span.map { Rule.Alternative(span: $0, conditions: conditions) }
    }

    private mutating func conditions(_ node: Node, needsUsual: Bool) -> [Rule.Condition] {
        guard let sequence = node.sequence else {
            report(node, "conditions are a list")
            return []
        }
        return sequence.compactMap { condition($0, needsUsual: needsUsual) }
    }

    private mutating func condition(_ node: Node, needsUsual: Bool) -> Rule.Condition? {
        guard let mapping = RuleFields(node) else {
            report(node, "a condition is a mapping such as {feature: new_flows, at_least: 10, usual: 1}")
            return nil
        }
        checkKeys(of: mapping, known: ["feature", "at_least", "at_most", "usual"], in: "a condition")
        guard let name = text(mapping, "feature") else { return nil }
        let feature = Feature(named: name)
        if feature == nil {
            let near = Suggestion.nearest(to: name, among: Feature.all.map(\.name))
            report(
                mapping["feature"],
                "there is no feature `\(Self.clipped(name))`"
                    + (near.map { "; did you mean `\($0)`?" } ?? "; see docs/features.md"))
        }
        let least = number(mapping, "at_least")
        let most = number(mapping, "at_most")
        if (mapping["at_least"] == nil) == (mapping["at_most"] == nil) {
            report(node, "a condition needs exactly one of `at_least` and `at_most`")
        }
        let usual = number(mapping, "usual")
        if needsUsual, mapping["usual"] == nil {
            report(node, "`usual` is missing: what the feature is on an ordinary day, for the verdict's reason")
        }
        guard let feature, let bound = least.map(Rule.Condition.Bound.atLeast) ?? most.map(Rule.Condition.Bound.atMost)
        else { return nil }
        return Rule.Condition(feature: feature, bound: bound, usual: usual ?? 0)
    }
}

// MARK: - Values

extension RuleReader {
    private mutating func report(_ line: Int, _ message: String) {
        problems.append(RuleProblem(file: file.path, line: line, message: message))
    }

    private mutating func report(_ node: Node?, _ message: String) {
        report(node?.mark?.line ?? 1, message)
    }

    private mutating func checkKeys(of mapping: RuleFields, known: [String], in place: String) {
        for key in mapping.keys {
            guard let name = key.scalar?.string, known.contains(name) else {
                let name = key.scalar?.string ?? "?"
                let near = Suggestion.nearest(to: name, among: known).map { "; did you mean `\($0)`?" } ?? ""
                report(key, "\(place) has no key `\(Self.clipped(name))`\(near)")
                continue
            }
        }
    }

    private mutating func text(_ mapping: RuleFields, _ key: String) -> String? {
        guard let node = mapping[key] else {
            report(mapping.line, "`\(key)` is missing")
            return nil
        }
        guard let text = node.scalar?.string, !text.isEmpty else {
            report(node, "`\(key)` must be a text")
            return nil
        }
        return text
    }

    private mutating func texts(_ mapping: RuleFields, _ key: String) -> [String] {
        guard let node = mapping[key] else { return [] }
        guard let sequence = node.sequence else {
            report(node, "`\(key)` must be a list of texts")
            return []
        }
        return sequence.compactMap { item in
            if item.scalar == nil { report(item, "`\(key)` must be a list of texts") }
            return item.scalar?.string
        }
    }

    private mutating func number(_ mapping: RuleFields, _ key: String) -> Double? {
        guard let node = mapping[key] else { return nil }
        guard let text = node.scalar?.string, let number = Double(text), number.isFinite else {
            report(
                node,
                "`\(key)` must be a number, not \(node.scalar.map { "`\(Self.clipped($0.string))`" } ?? "a list or mapping")"
            )
            return nil
        }
        return number
    }

    private mutating func choice<Value>(
        _ mapping: RuleFields, _ key: String, _ choices: [(name: String, value: Value)]
    ) -> Value? {
        guard let text = text(mapping, key) else { return nil }
        if let match = choices.first(where: { $0.name == text }) { return match.value }
        report(
            mapping[key],
            "`\(key)` must be one of \(choices.map(\.name).joined(separator: ", ")), not `\(Self.clipped(text))`")
        return nil
    }

    private static func isTechnique(_ id: String) -> Bool {
        let parts = id.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber = { (text: Substring, length: Int) in
            text.utf8.count == length && text.utf8.allSatisfy { (48...57).contains($0) }
        }
        guard let first = parts.first, first.first == "T", isNumber(first.dropFirst(), 4) else { return false }
        return parts.count == 1 || (parts.count == 2 && isNumber(parts[1], 3))
    }

    /// A word of the file as it goes into a message.
    private static func clipped(_ word: String) -> String { word.count > 60 ? word.prefix(60) + "…" : word }

    private func line(of error: YamlError) -> Int {
        switch error {
        // What is left open is found at the end; where it was opened helps more.
        case .scanner(let context?, _, _, _) where context.text.contains("quoted"): context.mark.line
        case .parser(let context?, _, _, _) where context.text.contains("flow"): context.mark.line
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        case .reader(_, let offset?, _, _): file.text.prefix(offset).count { $0.isNewline } + 1
        default: 0
        }
    }

    private static func text(of error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _):
            "is not YAML: \(problem)"
        case .reader(let problem, _, _, _): "is not YAML: \(problem)"
        case .duplicatedKeysInMapping(let keys, _):
            "has a key twice: " + keys.sorted().map { "`\(clipped($0))`" }.joined(separator: ", ")
        default: "is not YAML: \(error)"
        }
    }
}
