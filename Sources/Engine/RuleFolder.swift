import Detection
import Foundation

/// A folder of rule files on disk.
public enum RuleFolder {
    /// Bytes of a rule file at most.
    private static let maximumBytes = 65_536

    /// Reads every `*.yaml` in the folder. Throws all problems at once.
    public static func load(_ path: String) throws(RuleErrors) -> RuleSet {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw RuleErrors(problems: [RuleProblem(file: path, line: 0, message: Self.explain(path))])
        }
        var files: [RuleFile] = []
        var problems: [RuleProblem] = []
        for name in names.sorted() where name.hasSuffix(".yaml") {
            let file = path.hasSuffix("/") ? path + name : path + "/" + name
            let attributes = try? FileManager.default.attributesOfItem(
                atPath: (file as NSString).resolvingSymlinksInPath)
            guard attributes?[.type] as? FileAttributeType == .typeRegular, let size = attributes?[.size] as? Int,
                size <= maximumBytes
            else {
                let message = "is no file of at most \(maximumBytes / 1_024) KiB; a rule is a small text file"
                problems.append(RuleProblem(file: file, line: 0, message: message))
                continue
            }
            guard let data = FileManager.default.contents(atPath: file) else {
                problems.append(RuleProblem(file: file, line: 0, message: "cannot be read; check its permissions"))
                continue
            }
            guard let text = String(data: data, encoding: .utf8) else {
                problems.append(RuleProblem(file: file, line: 0, message: "is not YAML: it is not UTF-8 text"))
                continue
            }
            files.append(RuleFile(path: file, name: String(name.dropLast(5)), text: text))
        }
        if files.isEmpty, problems.isEmpty {
            problems.append(RuleProblem(file: path, line: 0, message: "holds no rule files (*.yaml)"))
        }
        do throws(RuleErrors) {
            let rules = files.isEmpty ? RuleSet([]) : try RuleSet(files: files)
            if problems.isEmpty { return rules }
        } catch {
            problems += error.problems
        }
        throw RuleErrors(problems: problems)
    }

    private static func explain(_ path: String) -> String {
        guard let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType else {
            return "there is no such folder; give the folder that holds the rule files"
        }
        return type == .typeDirectory
            ? "cannot be read; check its permissions" : "is a file; give the folder that holds the rule files"
    }
}
