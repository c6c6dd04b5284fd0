/// One documented setting of `weir serve`: the source of its flag, its variable, its key and its documentation.
struct Setting: Sendable {
    /// How often a value may be given.
    enum Form: Sendable {
        /// Once.
        case one
        /// Once, and as a flag without a value it is `on`.
        case onOff
        /// Any number of times.
        case list
    }

    /// Words joined by hyphens; the flag without its `--`.
    let name: String
    let form: Form
    /// What stands for the value in help.
    let placeholder: String
    /// One sentence.
    let help: String
    /// Unit and range, in Markdown.
    let range: String
    /// What holds where nothing is given, in Markdown; empty for nothing.
    let standard: String
    /// Reads the values into the settings.
    let read: @Sendable ([String], inout ServeSettings) throws(SettingFault) -> Void
    /// The values that the settings have; none where it is not set.
    let values: @Sendable (ServeSettings) -> [String]

    /// `--tls-key`.
    var flag: String { "--" + name }
    /// `WEIR_TLS_KEY`.
    var variable: String { Self.prefix + key.uppercased() }
    /// `tls_key`, as in the file.
    var key: String { name.replacing("-", with: "_") }

    /// What the variables of settings begin with.
    static let prefix = "WEIR_"
}

extension Setting {
    /// A setting with a value always; `standard` where the default depends on the surroundings.
    static func one<Value>(
        _ name: String, _ path: any WritableKeyPath<ServeSettings, Value> & Sendable, _ kind: SettingKind<Value>,
        standard: String? = nil, _ help: String
    ) -> Setting {
        Setting(
            name: name, form: Value.self == Bool.self ? .onOff : .one, placeholder: kind.placeholder, help: help,
            range: kind.range, standard: standard ?? "`\(kind.text(ServeSettings()[keyPath: path]))`",
            read: { (texts, settings) throws(SettingFault) in
                settings[keyPath: path] = try kind.parse(texts.last ?? "")
            },
            values: { [kind.text($0[keyPath: path])] })
    }

    /// A setting that may have no value.
    static func optional<Value>(
        _ name: String, _ path: any WritableKeyPath<ServeSettings, Value?> & Sendable, _ kind: SettingKind<Value>,
        standard: String = "", _ help: String
    ) -> Setting {
        Setting(
            name: name, form: .one, placeholder: kind.placeholder, help: help, range: kind.range, standard: standard,
            read: { (texts, settings) throws(SettingFault) in
                settings[keyPath: path] = try kind.parse(texts.last ?? "")
            },
            values: { $0[keyPath: path].map { [kind.text($0)] } ?? [] })
    }

    /// A setting with any number of values, none by default.
    static func list<Value>(
        _ name: String, _ path: any WritableKeyPath<ServeSettings, [Value]> & Sendable, _ kind: SettingKind<Value>,
        _ help: String
    ) -> Setting {
        Setting(
            name: name, form: .list, placeholder: kind.placeholder, help: help, range: kind.range, standard: "",
            read: { (texts, settings) throws(SettingFault) in
                var values: [Value] = []
                for text in texts { values.append(try kind.parse(text)) }
                settings[keyPath: path] = values
            },
            values: { $0[keyPath: path].map { kind.text($0) } })
    }
}
