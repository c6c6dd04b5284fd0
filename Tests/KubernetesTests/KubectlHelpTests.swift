import Foundation
import Kubernetes
import Testing

/// The list of options against the real kubectl's help.
@Suite struct KubectlHelpTests {
    static let commands = [
        "get", "describe", "logs", "explain", "api-resources", "version", "events", "wait", "scale", "autoscale",
        "label",
        "annotate", "patch", "delete", "apply", "create", "replace", "run", "expose", "cordon", "uncordon", "drain",
        "taint",
        "top node", "top pod", "auth can-i", "auth whoami", "rollout status", "rollout history", "rollout restart",
        "rollout undo", "create clusterrole", "create clusterrolebinding", "create configmap", "create cronjob",
        "create deployment", "create ingress", "create job", "create namespace", "create poddisruptionbudget",
        "create priorityclass", "create quota", "create role", "create rolebinding", "create secret generic",
        "create secret docker-registry", "create service clusterip", "create service nodeport", "create serviceaccount",
        "set env", "set image", "set resources", "set selector", "set serviceaccount", "set subject",
        "certificate approve",
        "apply view-last-applied", "apply set-last-applied", "auth reconcile",
    ]

    /// An option that Weir reads as one with a value has one, and the other way round; that keeps both parsers in step.
    @Test(arguments: commands) func optionsTakeValuesAsKubectlSays(command: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: TestFiles.kubectl)
        process.arguments = command.split(separator: " ").map(String.init) + ["--help"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let help = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        var count = 0
        for line in help.split(separator: "\n") where line.hasPrefix("    -") && line.hasSuffix(":") {
            let option = line.drop { $0 == " " }.dropLast()
            guard let long = option.firstRange(of: "--"), let equals = option.firstIndex(of: "=") else { continue }
            let name = option[long.lowerBound..<equals]
            let isFlag = ["true", "false"].contains(option[option.index(after: equals)...])
            let isOptional = ["--dry-run", "--cascade", "--validate"].contains(name)
            let short = option.hasPrefix("--") ? [] : [option.prefix(2)]
            for spelling in [name] + short {
                count += 1
                do throws(KubectlRefusal) {
                    _ = try KubectlCommand("kubectl \(command) \(spelling)")
                    #expect(isFlag || isOptional, "\(spelling) has a value to kubectl")
                } catch {
                    #expect(
                        !error.reason.hasSuffix("has no value") || (!isFlag && !isOptional), "\(spelling) is a flag")
                }
            }
        }
        #expect(count > 0)
    }
}
