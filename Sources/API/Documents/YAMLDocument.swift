import Yams

/// A YAML document, written as JSON with its keys in their order.
struct YAMLDocument {
    private let root: Node

    init(_ text: String) throws {
        guard let node = try Yams.compose(yaml: text) else { throw YAMLDocumentError.empty }
        root = node
    }

    /// The document with `info.version` set.
    func json(version: String) throws -> [UInt8] {
        var root = root
        root["info"]?["version"] = Node(version, Tag(.str), .doubleQuoted)
        var writer = JSONWriter(capacity: 1 << 17)
        Self.write(root, into: &writer)
        return writer.bytes
    }

    private static func write(_ node: Node, into json: inout JSONWriter) {
        switch node {
        case .mapping(let mapping):
            json.object { json in
                for (key, value) in mapping {
                    json.key(key.string ?? "")
                    write(value, into: &json)
                }
            }
        case .sequence(let items): json.array(items) { write($1, into: &$0) }
        case .scalar(let scalar):
            // What stands in quotes is text, whatever it looks like.
            guard scalar.style == .plain || scalar.style == .any else { return json.string(scalar.string) }
            if node.null != nil {
                json.null()
            } else if let flag = node.bool {
                json.boolean(flag)
            } else if let number = node.int {
                json.integer(number)
            } else if let number = node.float {
                json.number(number)
            } else {
                json.string(scalar.string)
            }
        case .alias: json.null()
        }
    }
}

enum YAMLDocumentError: Error {
    case empty
}
