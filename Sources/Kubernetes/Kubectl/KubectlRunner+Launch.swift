import Subprocess
import SystemPackage

extension KubectlRunner {
    /// Starts the program and waits until it ended. A cancelled task ends it and all that it started.
    func launch(
        _ program: String, _ command: KubectlCommand, in folder: PrivateFolder, _ output: CommandOutput,
        _ errors: CommandOutput
    ) async throws -> TerminationStatus {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: configuration.grace)
        ]
        let steps = options.teardownSequence
        let outcome = try await Subprocess.run(
            .path(.init(program)), arguments: Arguments(command.arguments), environment: environment(folder),
            workingDirectory: .init(folder.path), platformOptions: options,
            input: .fileDescriptor(try input(command, in: folder), closeAfterSpawningProcess: true), output: .sequence,
            error: .sequence
        ) { execution in
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await Self.collect(execution.standardOutput, into: output) }
                group.addTask { await Self.collect(execution.standardError, into: errors) }
            }
            if Task.isCancelled {
                await execution.teardown(using: steps)
                // What ignored the first signal, while the number of the group is still its own.
                try? execution.send(signal: .kill, toProcessGroup: true)
            }
        }
        return outcome.terminationStatus
    }

    /// A file rather than a pipe: a program that ends without reading it must end nothing else.
    private func input(_ command: KubectlCommand, in folder: PrivateFolder) throws -> FileDescriptor {
        guard let manifest = command.manifest else {
            return try FileDescriptor.open(FilePath("/dev/null"), .readOnly, options: .closeOnExec)
        }
        try folder.write("manifest", manifest)
        return try FileDescriptor.open(FilePath(folder.path + "/manifest"), .readOnly, options: .closeOnExec)
    }

    /// Only what kubectl needs: its home and caches in the private folder, and no program but itself.
    private func environment(_ folder: PrivateFolder) -> Environment {
        .custom([
            "HOME": folder.path, "KUBECONFIG": folder.path + "/config", "KUBECACHEDIR": folder.path + "/cache",
            "TMPDIR": folder.path, "PATH": folder.path + "/bin", "KUBECTL_KUBERC": "false", "LANG": "C.UTF-8",
            // Where a template grows without end it collects garbage first, and soon takes its whole time for that.
            "GOMEMLIMIT": "512MiB",
            // Go reads the folder besides the system's bundle of roots; a file would take the bundle's place.
            "SSL_CERT_DIR": "/etc/ssl/certs:/etc/pki/tls/certs:" + folder.path + "/roots",
        ])
    }

    private static func collect(_ sequence: SubprocessOutputSequence, into output: CommandOutput) async {
        do {
            for try await buffer in sequence {
                output.append(unsafe buffer.withUnsafeBytes { unsafe [UInt8]($0) })
            }
        } catch {
            // The program was ended; what it wrote until then is kept.
        }
    }
}
