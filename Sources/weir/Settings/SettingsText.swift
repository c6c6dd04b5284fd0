/// Settings as text, made from the list of them.
enum SettingsText {
    /// What `weir serve --help` prints.
    static func help(columns: Int = 100) -> String {
        var text = """
            OVERVIEW: Serve the HTTP API, with a sensor in the same process where asked.

            Listens on loopback unless told otherwise. SIGTERM or SIGINT end it: requests are answered, windows closed, the
            store written. Exits with 0 then, with 1 when it failed while running, with 2 for a wrong configuration, of
            which all errors are told at once.

            USAGE: weir serve [options]

            OPTIONS: a flag such as --tls-key is also the variable WEIR_TLS_KEY, and tls_key in the file of --config. A flag
            goes before a variable, a variable before the file. What may be repeated is a list in the file, and has commas
            in a variable.

            """
        for group in ServeSettings.groups {
            text += "\n\(group.title.uppercased()):\n"
            for setting in group.settings {
                text += entry("\(setting.flag) \(setting.placeholder)", words(setting), columns)
            }
        }
        text += "\nOTHER:\n"
        text += entry(
            "--check", "Print the settings in force as a file for --config, each with its source, and end.", columns)
        text += entry("--version", "Show the version.", columns)
        return text + entry("-h, --help", "Show this help; --help=markdown as a table.", columns)
    }

    /// The help of a setting with its range and default.
    private static func words(_ setting: Setting) -> String {
        let standard = setting.standard.isEmpty ? "" : "default " + setting.standard
        let remarks = [setting.range, standard, setting.form == .list ? "may be repeated" : ""].filter { !$0.isEmpty }
        let words = remarks.isEmpty ? setting.help : "\(setting.help) (\(remarks.joined(separator: "; ")))"
        return words.replacing("`", with: "")
    }

    private static func entry(_ flag: String, _ words: String, _ columns: Int) -> String {
        let margin = 34
        var lines: [String] = []
        var line = "  " + flag
        if line.count >= margin {
            lines.append(line)
            line = ""
        }
        line += String(repeating: " ", count: margin - line.count)
        var isEmpty = true
        for word in words.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > columns {
                lines.append(line)
                line = String(repeating: " ", count: margin)
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return (lines + [line]).joined(separator: "\n") + "\n"
    }

    /// The tables of docs/operating.md.
    static func markdown() -> String {
        ServeSettings.groups.map { group in
            var text = "**\(group.title)**\n\n| flag | unit, range | default | |\n|---|---|---|---|\n"
            for setting in group.settings {
                let help = setting.form == .list ? setting.help + " Repeat it for more." : setting.help
                let cells = ["`\(setting.flag) \(setting.placeholder)`", setting.range, setting.standard, help]
                text += "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
            }
            return text
        }.joined(separator: "\n")
    }

    /// The settings in force as a file of settings, with the source of each.
    static func inForce(_ loaded: LoadedSettings) -> String {
        var text = ""
        for setting in ServeSettings.all {
            let values = setting.values(loaded.settings)
            let source = loaded.sources[setting.name]
            if setting.name == ServeSettings.config.name {
                if let path = values.first { text += "# settings of \(path)\n" }
                continue
            }
            let comment = "  # \(source ?? "default")\n"
            switch setting.form {
            case .list: text += "\(setting.key): [\(values.map(scalar).joined(separator: ", "))]" + comment
            default:
                if let value = values.first { text += "\(setting.key): \(scalar(value))" + comment }
            }
        }
        return text
    }

    /// A text as a YAML scalar; quoted as in JSON where it could be something else.
    private static func scalar(_ text: String) -> String {
        if text.wholeMatch(of: /[A-Za-z0-9\/][A-Za-z0-9_.\/-]*(:[A-Za-z0-9_.\/-]+)*/) != nil { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
