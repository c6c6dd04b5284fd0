import Foundation
import TestSupport

/// A client that asks for much and reads none of it.
final class SilentClient {
    private let process = Process()

    init(_ server: RunningServer, _ path: String, _ token: String) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.script, String(server.url.dropFirst("http://".count)), path, token]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    var isRunning: Bool { process.isRunning }

    /// Its small receive buffer fills, and then the server's send buffer.
    private static let script = """
        import socket, sys, time
        host, port = sys.argv[1].rsplit(":", 1)
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect((host, int(port)))
        client.sendall(f"GET {sys.argv[2]} HTTP/1.1\\r\\nHost: x\\r\\nAuthorization: Bearer {sys.argv[3]}\\r\\n\\r\\n".encode())
        time.sleep(100)
        """
}

extension RunningServer {
    /// Sockets that the server has open.
    func openSockets() throws -> Int {
        let folder = "/proc/\(pid)/fd/"
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { name in
            // One that was closed meanwhile is none.
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: folder + name)
            return target?.hasPrefix("socket:") ?? false
        }.count
    }
}
