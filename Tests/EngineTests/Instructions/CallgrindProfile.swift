/// What callgrind counted in one run, by function (valgrind's manual, "Callgrind Format Specification").
struct CallgrindProfile {
    /// A function, and the file that it was loaded from.
    struct Function: Hashable {
        /// The last part of its path: `libc.so.6`.
        var object: String
        /// As the linker knows it: mangled where Swift wrote it.
        var name: String
    }

    /// A call's two ends; by how often a function calls another one.
    struct Call: Hashable {
        var caller: String
        var callee: Function
    }

    /// Instructions of each function itself, without those that it called.
    private(set) var instructions: [Function: Int] = [:]
    /// How often code of each object called each function.
    private(set) var calls: [Call: Int] = [:]
    /// What callgrind itself says was counted over all.
    private(set) var total = 0

    /// Of the text of a file that callgrind wrote. O(text).
    init(_ text: String) {
        var reader = Reader()
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) { reader.read(Substring(line), into: &self) }
    }

    /// What this run counted above another one.
    func subtracting(_ other: CallgrindProfile) -> CallgrindProfile {
        var difference = self
        difference.total -= other.total
        difference.instructions.merge(other.instructions.mapValues(-)) { $0 + $1 }
        difference.calls.merge(other.calls.mapValues(-)) { $0 + $1 }
        return difference
    }

    /// Where in the file a line stands. Names are written out once; after that `(12)` stands for the twelfth.
    private struct Reader {
        private var objects: [Substring: String] = [:]
        private var names: [Substring: String] = [:]
        private var object = ""
        private var name = ""
        private var calledObject: String?
        private var calledName = ""
        /// The line after `calls=` says what the callee took, which it has counted itself.
        private var isCostOfCall = false

        mutating func read(_ line: Substring, into profile: inout CallgrindProfile) {
            switch line.utf8.first ?? 0 {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"):
                if !isCostOfCall, let cost = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) {
                    profile.instructions[Function(object: object, name: name), default: 0] += cost
                }
                isCostOfCall = false
            case UInt8(ascii: "t"):
                if line.hasPrefix("totals: ") { profile.total = Int(line.dropFirst(8)) ?? 0 }
            default:
                readName(line, into: &profile)
            }
        }

        private mutating func readName(_ line: Substring, into profile: inout CallgrindProfile) {
            guard let sign = line.firstIndex(of: "=") else { return }
            let value = line[line.index(after: sign)...]
            switch line[..<sign] {
            case "ob": object = Self.lastPart(Self.name(value, in: &objects))
            case "fn": name = Self.name(value, in: &names)
            case "cob": calledObject = Self.lastPart(Self.name(value, in: &objects))
            case "cfn": calledName = Self.name(value, in: &names)
            case "calls":
                let callee = Function(object: calledObject ?? object, name: calledName)
                profile.calls[Call(caller: object, callee: callee), default: 0] += Int(value.prefix { $0 != " " }) ?? 0
                calledObject = nil
                isCostOfCall = true
            default: return
            }
        }

        private static func name(_ value: Substring, in known: inout [Substring: String]) -> String {
            guard value.first == "(", let end = value.firstIndex(of: ")") else { return String(value) }
            let number = value[...end]
            let name = String(value[end...].dropFirst(2))
            guard name.isEmpty else {
                known[number] = name
                return name
            }
            return known[number] ?? String(number)
        }

        private static func lastPart(_ path: String) -> String {
            path.split(separator: "/").last.map(String.init) ?? path
        }
    }
}
