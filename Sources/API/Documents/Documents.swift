import Foundation
import Hummingbird
import NIOCore
import Yams

/// The description of the API, and the pages that show it.
struct Documents: Sendable {
    /// OpenAPI 3.1 as JSON.
    let openAPI: [UInt8]
    /// Files of Swagger UI and ReDoc by name; empty where they are not installed.
    let assets: [String: Asset]

    struct Asset: Sendable {
        var type: String
        var content: ByteBuffer
    }

    /// The files that the pages load, and their types; nothing else of the folder is given out.
    private static let assetTypes = [
        "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
        "swagger-ui.css": "text/css; charset=utf-8",
        "favicon-32x32.png": "image/png",
        "redoc.standalone.js": "text/javascript; charset=utf-8",
    ]

    /// Reads the assets from their folder, some 3 MiB; a file that is missing leaves the page that needs it out.
    init(_ configuration: ServerConfiguration) throws {
        let text = String(decoding: PackageResources.openapi_yaml, as: UTF8.self)
        openAPI = try YAMLDocument(text).json(version: configuration.version)
        var assets: [String: Asset] = [:]
        if let folder = configuration.assetsFolder {
            for (name, type) in Self.assetTypes {
                guard let data = try? Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)) else { continue }
                assets[name] = Asset(type: type, content: ByteBuffer(bytes: data))
            }
        }
        self.assets = assets
    }
}
