import Configuration
import Detection
import Foundation
import Yams

/// A YAML file of settings: one mapping of keys to a value or a list of values.
struct SettingsFile {
    let path: String
    private(set) var problems: [SettingProblem] = []
    /// Lines of the keys that are settings.
    private(set) var lines: [String: Int] = [:]
    /// What was given, for swift-configuration; nil where the file is empty or not to be used.
    private(set) var snapshot: YAMLSnapshot?

    /// Octets of a file at most.
    private static let maximumOctets = 65_536
    /// Columns of indentation, and brackets open, at most: the parser goes one call deeper for each.
    private static let maximumDepth = 64

    init(_ path: String, settings: [Setting]) {
        self.path = path
        guard let octets = read(), !isTooDeep(octets), let mapping = mapping(octets) else { return }
        for (key, value) in mapping { check(key, value, settings) }
        do {
            var octets = octets
            let flat = mapping.filter { Self.isFlat($0.value) && $0.key.string != nil }
            if flat.count < mapping.count {
                // swift-configuration would have one error for the whole file; the other values have theirs, too.
                octets = Array(try Yams.serialize(node: .mapping(Node.Mapping(flat))).utf8)
            }
            snapshot = try unsafe YAMLSnapshot(data: octets.span.bytes, providerName: path, parsingOptions: .default)
        } catch {
            report(0, "cannot be read: \(error)")
        }
    }

    /// What the file holds; nil for nothing, and for what cannot be used.
    private mutating func mapping(_ octets: [UInt8]) -> Node.Mapping? {
        do {
            guard let root = try Yams.compose(yaml: String(decoding: octets, as: UTF8.self)), root.null == nil else {
                return nil
            }
            if root.mapping == nil { report(1, "a file of settings is a mapping such as `listen: 127.0.0.1:8000`") }
            return root.mapping
        } catch let error as YamlError {
            report(Self.line(of: error), Self.text(of: error))
        } catch {
            report(0, "is not YAML: \(error)")
        }
        return nil
    }

    private mutating func read() -> [UInt8]? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: (path as NSString).resolvingSymlinksInPath)
        guard let attributes else {
            report(0, "there is no such file; name one with --config, or none")
            return nil
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular, let size = attributes[.size] as? Int,
            size <= Self.maximumOctets
        else {
            report(0, "is no file of at most \(Self.maximumOctets / 1_024) KiB")
            return nil
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            report(0, "cannot be read; check its permissions")
            return nil
        }
        guard String(data: data, encoding: .utf8) != nil else {
            report(0, "is not YAML: it is not UTF-8 text")
            return nil
        }
        return Array(data)
    }

    private mutating func isTooDeep(_ octets: [UInt8]) -> Bool {
        var open = 0
        for (index, line) in octets.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        {
            let indentation = line.prefix { " \t-?:".utf8.contains($0) }.count
            for octet in line {
                if "[{".utf8.contains(octet) { open += 1 }
                if "]}".utf8.contains(octet) { open = max(0, open - 1) }
            }
            if indentation > Self.maximumDepth || open > Self.maximumDepth {
                report(index + 1, "is nested too deeply; a setting has a value or a list of values")
                return true
            }
        }
        return false
    }

    private mutating func check(_ key: Node, _ value: Node, _ settings: [Setting]) {
        let line = key.mark?.line ?? 0
        guard let name = key.string, let setting = settings.first(where: { $0.key == name }) else {
            let text = key.string ?? ""
            let near = Suggestion.nearest(to: text, among: settings.map(\.key))
            return report(
                line,
                "unknown key \(SettingFault.quoted(text))"
                    + (near.map { "; did you mean \($0)?" } ?? "; docs/operating.md lists them all"))
        }
        guard setting.name != ServeSettings.config.name else {
            return report(line, "\(name): a file cannot name another; give it with --config or WEIR_CONFIG")
        }
        guard Self.isFlat(value) else {
            return report(
                line, "\(name): expected \(setting.form == .list ? "a list of values" : "a value"), not a mapping")
        }
        if value.null != nil { return report(line, "\(name): has no value; give one, or leave the key out") }
        if setting.form != .list, value.sequence != nil {
            return report(line, "\(name): expected one value, not a list")
        }
        lines[setting.name] = line
    }

    private static func isFlat(_ value: Node) -> Bool {
        value.scalar != nil || value.sequence?.allSatisfy { $0.scalar != nil } == true
    }

    private mutating func report(_ line: Int, _ message: String) {
        problems.append(SettingProblem(source: source(line: line), message: message))
    }

    /// `weir.yaml:3`.
    func source(line: Int) -> String { line > 0 ? "\(path):\(line)" : path }

    private static func line(of error: YamlError) -> Int {
        switch error {
        // What is left open is found at the end; where it was opened helps more.
        case .scanner(let context?, _, _, _) where context.text.contains("quoted"): context.mark.line
        case .parser(let context?, _, _, _) where context.text.contains("flow"): context.mark.line
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: 0
        }
    }

    private static func text(of error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _):
            "is not YAML: \(problem)"
        case .duplicatedKeysInMapping(let duplicates, _):
            "a key stands twice: \(duplicates.map { "\($0)" }.sorted().joined(separator: ", "))"
        default: "is not YAML: \(error)"
        }
    }
}
