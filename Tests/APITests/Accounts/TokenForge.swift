import Foundation
import TestSupport
import Testing

/// Makes access tokens as somebody would who has a server's key, or who has not.
struct TokenForge {
    /// What the token is signed with.
    enum Key {
        /// The server's own.
        case real
        /// The octets of the server's file, not derived as they should be.
        case underived
        case other
        case empty
    }

    let server: RunningServer
    /// Whose tokens.
    let uuid: String

    /// Forges tokens of who has this one.
    init(_ server: RunningServer, _ token: String) throws {
        self.server = server
        uuid = try #require(try server.me(token)["uuid"] as? String)
    }

    /// Seconds since 1970.
    static var now: Int { Int(Date().timeIntervalSince1970) }

    /// Claims that the server takes, from `issued` seconds from now on.
    func claims(issued: Int = 0, life: Int = 3_600, generation: Int = 1) -> [String: Any] {
        ["sub": uuid, "iat": Self.now + issued, "exp": Self.now + issued + life, "gen": generation]
    }

    /// A token with these claims; a nil one is left out of those that the server takes.
    func token(
        _ changes: [String: Any?] = [:], header: [String: Any] = ["alg": "HS256", "typ": "JWT"], key: Key = .real,
        digest: String = "sha256"
    ) throws -> String {
        var claims = claims()
        for (name, value) in changes { claims[name] = value }
        return try sign(try Self.json(header), try Self.json(claims), key, digest)
    }

    /// A token of any texts.
    func sign(_ header: String, _ claims: String, _ key: Key = .real, _ digest: String = "sha256") throws -> String {
        let outcome = try Program.execute(
            ["python3", "-c", Self.script, server.data + "/jwt.key", "\(key)", digest, header, claims])
        try #require(outcome.status == 0, "\(outcome.errors)")
        return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func json(_ object: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
    }

    /// JWS (RFC 7515) by HMAC, or with an empty signature for the digest `none`; HKDF-SHA256 is RFC 5869's.
    private static let script = """
        import base64, hmac, sys
        path, kind, digest, header, claims = sys.argv[1:]
        secret = open(path, "rb").read()
        prk = hmac.digest(bytes(32), secret, "sha256")
        keys = {
            "real": hmac.digest(prk, b"weir access tokens 1" + bytes([1]), "sha256"),
            "underived": secret, "other": bytes(32), "empty": b"",
        }
        text = lambda octets: base64.urlsafe_b64encode(octets).rstrip(b"=")
        signed = text(header.encode()) + b"." + text(claims.encode())
        mark = b"" if digest == "none" else hmac.digest(keys[kind], signed, digest)
        print((signed + b"." + text(mark)).decode())
        """
}
