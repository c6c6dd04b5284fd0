import Foundation
import TestSupport
import Testing

/// A client that sends octets and reads what comes until the server closes.
struct RawClient {
    var text: String
    var seconds: Double

    /// Sends `parts`, a second between each, and reads for 20 s at most. The end of the connection has to be the server's.
    init(_ server: RunningServer, _ parts: String...) throws {
        let outcome = try Program.execute(
            ["python3", "-c", Self.script, String(server.url.dropFirst("http://".count))]
                + parts.map { Data($0.utf8).base64EncodedString() })
        try #require(outcome.status == 0, "\(outcome.errors)")
        let lines = outcome.output.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        seconds = try #require(Double(lines[0]))
        text = lines.count > 1 ? String(lines[1]) : ""
    }

    var status: Int? { text.split(separator: " ").dropFirst().first.flatMap { Int($0) } }

    /// The body as the error that it is.
    var detail: String? {
        guard let body = text.components(separatedBy: "\r\n\r\n").last else { return nil }
        return (try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])?["detail"] as? String
    }

    private static let script = """
        import base64, socket, sys, time
        host, port = sys.argv[1].rsplit(":", 1)
        client = socket.create_connection((host, int(port)), timeout=20)
        start = time.monotonic()
        for index, part in enumerate(sys.argv[2:]):
            if index: time.sleep(1)
            try:
                client.sendall(base64.b64decode(part))
            except OSError:
                break
        text = b""
        try:
            while True:
                piece = client.recv(65536)
                if not piece: break
                text += piece
        except ConnectionResetError:
            pass
        print(time.monotonic() - start)
        sys.stdout.write(text.decode("latin-1"))
        """
}
