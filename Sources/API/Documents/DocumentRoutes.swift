import HTTPTypes
import Hummingbird
import NIOCore

/// `/api/openapi.json`, `/api/docs`, `/api/redoc` and what they load; nothing comes from another host.
enum DocumentRoutes {
    static let routes = [
        Route(.get, "/", .open) { _ in Response(status: .found, headers: [.location: "/api/docs"]) },
        Route(.get, "/api/openapi.json", .open) { call in
            Response(
                call.services.documents.openAPI, type: "application/json", headers: [.cacheControl: "max-age=60"])
        },
        Route(.get, "/api/docs", .open) { call in
            try page(
                call, PackageResources.swagger_html, swaggerPolicy, needs: "swagger-ui-bundle.js", "swagger-ui.css")
        },
        Route(.get, "/api/redoc", .open) { call in
            try page(call, PackageResources.redoc_html, redocPolicy, needs: "redoc.standalone.js")
        },
        Route(.get, "/api/assets/{file}", .open, asset),
    ]

    /// Scripts and connections of this origin only, no frames, no forms. `data:` is for the pictures in the style sheets.
    private static func policy(styles: String, more: String = "") -> String {
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src \(styles); img-src 'self' data:; "
            + "\(more)base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    }

    private static let swaggerPolicy = policy(styles: "'self'")
    /// ReDoc sets its styles from a script, and searches in a worker made of a blob.
    private static let redocPolicy = policy(styles: "'unsafe-inline'", more: "worker-src blob:; ")

    private static func page(
        _ call: Call, _ html: [UInt8], _ policy: String, needs files: String...
    ) throws -> Response {
        let missing = files.filter { call.services.documents.assets[$0] == nil }
        guard missing.isEmpty else {
            throw Problem(
                .notFound,
                "The page's files are not installed (\(missing.joined(separator: ", "))): "
                    + "run scripts/assets DIR and start with --assets DIR. The description is /api/openapi.json")
        }
        return Response(
            html, type: "text/html; charset=utf-8",
            headers: [.contentSecurityPolicy: policy, .cacheControl: "no-cache", .referrerPolicy: "no-referrer"])
    }

    private static func asset(_ call: Call) async throws -> Response {
        let name = call.parameters.first ?? ""
        switch name {
        case "swagger-init.js": return script(PackageResources.swagger_init_js)
        case "redoc-init.js": return script(PackageResources.redoc_init_js)
        default: break
        }
        guard let asset = call.services.documents.assets[name] else { throw Problem(.notFound, "Not found") }
        return Response(
            status: .ok, headers: [.contentType: asset.type, .cacheControl: "max-age=3600"],
            body: ResponseBody(byteBuffer: asset.content))
    }

    private static func script(_ text: [UInt8]) -> Response {
        Response(text, type: "text/javascript; charset=utf-8", headers: [.cacheControl: "no-cache"])
    }
}

extension HTTPField.Name {
    /// https://www.w3.org/TR/referrer-policy/
    static let referrerPolicy = Self("Referrer-Policy")!
}
