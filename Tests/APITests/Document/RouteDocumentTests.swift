import API
import Foundation
import TestSupport
import Testing

/// Every call that the server takes is described, and every described one is taken.
@Suite struct RouteDocumentTests {
    @Test func callsAreThoseOfTheDocument() throws {
        let described = try Self.described()
        #expect(described.count > 30)
        #expect(Set(APIServer.calls) == described)
    }

    /// Methods and paths of the YAML, whose layout is fixed: paths and methods each at their own depth.
    private static func described() throws -> Set<String> {
        let text = try Repository.text("Sources/API/OpenAPI/openapi.yaml")
        var calls: Set<String> = []
        var path = ""
        for line in text.split(separator: "\n") {
            if let match = line.wholeMatch(of: #/  (?<path>/[^ ]*):/#) { path = String(match.output.path) }
            if let match = line.wholeMatch(of: #/    (?<method>get|post|patch|delete|put):/#), !path.isEmpty {
                calls.insert("\(match.output.method.uppercased()) \(path)")
            }
            if line.hasPrefix("components:") { break }
        }
        return calls
    }
}
