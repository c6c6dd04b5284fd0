import Foundation
import Packets

extension SettingKind where Value == String {
    /// Any text but an empty one, of so many octets at most.
    static func text(_ placeholder: String, maximum: Int, _ words: String) -> Self {
        Self(
            placeholder, expected: "\(words) of 1 to \(maximum) octets", range: "octets, 1…\(maximum)",
            read: { (1...maximum).contains($0.utf8.count) && !$0.utf8.contains(0) ? $0 : nil }, text: { $0 })
    }

    /// A path, whatever it leads to.
    static func path(_ placeholder: String) -> Self {
        Self(
            placeholder, expected: "a path",
            read: { (1...4_096).contains($0.utf8.count) && !$0.utf8.contains(0) ? $0 : nil }, text: { $0 })
    }

    /// A file that is there and can be read; with `orInput` also `-`, standard input.
    static func file(_ placeholder: String = "FILE", orInput: Bool = false) -> Self {
        existing(placeholder, isFolder: false, orInput: orInput)
    }

    /// A folder that is there and can be read.
    static var folder: Self { existing("DIR", isFolder: true, orInput: false) }

    private static func existing(_ placeholder: String, isFolder: Bool, orInput: Bool) -> Self {
        var kind = path(placeholder)
        let read = kind.parse
        kind.parse = { (text) throws(SettingFault) in
            let path = try read(text)
            if orInput, path == "-" { return path }
            var isFolderThere: ObjCBool = false
            guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolderThere) else {
                throw SettingFault("there is no \(isFolder ? "folder" : "file") \(SettingFault.quoted(path))")
            }
            guard isFolderThere.boolValue == isFolder else {
                throw SettingFault("\(SettingFault.quoted(path)) is a \(isFolder ? "file" : "folder")")
            }
            guard FileManager.default.isReadableFile(atPath: path) else {
                throw SettingFault("\(SettingFault.quoted(path)) cannot be read; check its permissions")
            }
            return path
        }
        return kind
    }

    /// Scheme, host and port of a URL, without a path (RFC 6454 §6.2).
    static func origin(orAny: Bool) -> Self {
        Self(
            "ORIGIN", expected: "scheme, host and port such as https://weir.example:8443" + (orAny ? ", or *" : ""),
            range: "`http://…` or `https://…`, without a path" + (orAny ? "; `*`" : ""),
            read: { text in
                if orAny, text == "*" { return text }
                let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
                guard trimmed.utf8.count <= 512, let url = URLComponents(string: trimmed), let scheme = url.scheme,
                    ["http", "https"].contains(scheme), let host = url.host, !host.isEmpty, url.path.isEmpty,
                    url.query == nil, url.fragment == nil, url.user == nil, url.password == nil,
                    (url.port ?? 1).isPort
                else { return nil }
                return trimmed
            },
            text: { $0 })
    }
}

extension SettingKind where Value == IPPrefix {
    /// An address or a block.
    static let block = Self(
        "CIDR", expected: "an address or a block such as 10.0.0.0/8 or 2001:db8::/32",
        read: { IPPrefix($0) }, text: { "\($0)" })
}

extension SettingKind where Value == ListenAddress {
    /// Where to listen.
    static let listen = Self(
        "HOST:PORT", expected: "an address and a port such as 127.0.0.1:8000, localhost:8000 or [::]:8000",
        range: "port 0…65535; 0: a free one", read: { ListenAddress($0) }, text: { "\($0)" })
}

extension Int {
    fileprivate var isPort: Bool { (1...65_535).contains(self) }
}
