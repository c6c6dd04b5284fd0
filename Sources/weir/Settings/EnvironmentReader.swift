import Configuration
import Detection

/// The variables that begin with `WEIR_`.
struct EnvironmentReader {
    private(set) var problems: [SettingProblem] = []
    /// What was given, for swift-configuration.
    let provider: EnvironmentVariablesProvider
    /// Names of the variables that were given.
    let given: Set<String>

    init(_ environment: [String: String], settings: [Setting]) {
        let ours = environment.filter { $0.key.hasPrefix(Setting.prefix) && !Self.isOfService($0.key) }
        let known = settings.map(\.variable)
        for name in ours.keys.sorted() where !known.contains(name) {
            let near = Suggestion.nearest(to: name, among: known)
            problems.append(
                SettingProblem(
                    source: SettingFault.quoted(name),
                    message: "unknown variable"
                        + (near.map { "; did you mean \($0)?" } ?? "; docs/operating.md lists them all")))
        }
        // Compose files and unit files write an empty one for what is not set.
        let set = ours.filter { !$0.value.isEmpty && known.contains($0.key) }
        given = Set(set.keys)
        provider = EnvironmentVariablesProvider(environmentVariables: set)
    }

    /// Whether Kubernetes made the variable for a service whose name begins with `weir`: `WEIR_SERVICE_HOST`,
    /// `WEIR_HUB_PORT_8000_TCP_ADDR` (Docker links, and kubelet's own).
    static func isOfService(_ name: String) -> Bool {
        let pattern =
            /WEIR(_[A-Z0-9_]+)?_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)/
        return name.wholeMatch(of: pattern) != nil
    }
}
