import Configuration
import Foundation

/// Settings as they were read, and where each came from.
struct LoadedSettings: Sendable {
    var settings = ServeSettings()
    /// By the setting's name: the flag, the variable, or the file with its line; nothing for a default.
    var sources: [String: String] = [:]

    /// Reads every setting once: a flag goes before a variable, a variable before the file. Throws all that is wrong with any
    /// of them, also with a value that another goes before.
    static func load(_ flags: FlagReader, environment: [String: String]) throws(SettingErrors) -> LoadedSettings {
        let all = ServeSettings.all
        let variables = EnvironmentReader(environment, settings: all)
        var sources = [Source(flags), Source(variables)]
        var problems = flags.problems + variables.problems
        if let path = sources.lazy.compactMap({ $0.texts(ServeSettings.config)?.last }).first, !path.isEmpty {
            let file = SettingsFile(path, settings: all)
            problems += file.problems
            sources.append(Source(file))
        }
        var loaded = LoadedSettings()
        // The least important first, so that what comes later stays.
        for source in sources.reversed() {
            for setting in all {
                guard let texts = source.texts(setting) else { continue }
                do throws(SettingFault) {
                    try setting.read(texts, &loaded.settings)
                    loaded.sources[setting.name] = source.name(setting)
                } catch {
                    problems.append(SettingProblem(source: source.label(setting), message: error.message))
                }
            }
        }
        problems += loaded.settle(environment)
        if problems.isEmpty { return loaded }
        throw SettingErrors(problems: problems)
    }

    /// Fills in the defaults that depend on the surroundings and answers what does not go together.
    private mutating func settle(_ environment: [String: String]) -> [SettingProblem] {
        var problems: [SettingProblem] = []
        func report(_ setting: String, _ message: String) {
            problems.append(SettingProblem(source: setting, message: message))
        }
        if settings.data.isEmpty, sources["data"] == nil {
            if let folder = Self.dataFolder(environment) {
                settings.data = folder
            } else {
                report("--data", "is missing: there is no home folder to keep the store in; name a folder")
            }
        }
        if settings.name.isEmpty { settings.name = ProcessInfo.processInfo.hostName }
        if settings.tlsCertificate != nil, settings.tlsKey == nil, sources["tls-key"] == nil {
            report("--tls-key", "is missing: a certificate needs its private key")
        }
        if settings.tlsKey != nil, settings.tlsCertificate == nil, sources["tls-certificate"] == nil {
            report("--tls-certificate", "is missing: a private key needs its certificate")
        }
        if Set(settings.interfaces).count < settings.interfaces.count {
            report(sources["interface"] ?? "--interface", "name every interface once")
        }
        return problems
    }

    /// Where data goes if nobody says where (XDG Base Directory Specification 0.8).
    private static func dataFolder(_ environment: [String: String]) -> String? {
        if geteuid() == 0 { return "/var/lib/weir" }
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/weir" }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return home + "/.local/share/weir"
    }
}

/// One place that settings come from.
private struct Source {
    /// The values of a setting, nil where it is not given.
    let texts: (Setting) -> [String]?
    /// Where a setting stands, for people.
    let name: (Setting) -> String
    /// The same for errors, which name the setting too.
    let label: (Setting) -> String

    init(_ flags: FlagReader) {
        let snapshot = flags.provider.snapshot()
        texts = { setting in
            guard let values = snapshot.strings([setting.name]) else { return nil }
            // The provider parts every value at commas.
            return setting.form == .list ? values : [values.joined(separator: ",")]
        }
        name = { $0.flag }
        label = { $0.flag }
    }

    init(_ variables: EnvironmentReader) {
        let snapshot = variables.provider.snapshot()
        texts = { setting in
            let key = ["weir", setting.name]
            return setting.form == .list ? snapshot.strings(key) : snapshot.string(key).map { [$0] }
        }
        name = { $0.variable }
        label = { $0.variable }
    }

    init(_ file: SettingsFile) {
        texts = { setting in
            guard file.lines[setting.name] != nil, let snapshot = file.snapshot else { return nil }
            // A list of one may be written without being one.
            return snapshot.string([setting.key]).map { [$0] } ?? snapshot.strings([setting.key])
        }
        name = { file.source(line: file.lines[$0.name] ?? 0) }
        label = { file.source(line: file.lines[$0.name] ?? 0) + ": " + $0.key }
    }
}

extension ConfigSnapshot {
    fileprivate func string(_ key: [String]) -> String? {
        guard case .string(let text) = try? value(forKey: AbsoluteConfigKey(key), type: .string).value?.content else {
            return nil
        }
        return text
    }

    fileprivate func strings(_ key: [String]) -> [String]? {
        let content = try? value(forKey: AbsoluteConfigKey(key), type: .stringArray).value?.content
        guard case .stringArray(let texts) = content else { return nil }
        return texts
    }
}
