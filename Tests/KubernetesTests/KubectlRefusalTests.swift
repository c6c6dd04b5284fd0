import Kubernetes
import Testing

@Suite struct KubectlRefusalTests {
    static let globals = [
        "--kubeconfig", "--server", "--token", "--as", "--as-group", "--as-uid", "--as-user-extra", "--context",
        "--cluster",
        "--user", "--username", "--password", "--certificate-authority", "--client-certificate", "--client-key",
        "--tls-server-name", "--cache-dir", "--profile", "--profile-output", "--log-file", "--log-dir", "--kuberc",
        "--proxy-url", "--vmodule", "--log-flush-frequency", "-s",
    ]
    static let commands = [
        "edit pod x", "cp a b:/c", "cp pod:/etc/passwd /tmp/x", "proxy", "proxy --port=8001",
        "port-forward pod/x 80:80",
        "attach x", "attach -it x", "debug x", "debug node/n -it --image=busybox", "config view", "config view --raw",
        "config set-context x", "config use-context y", "kuberc view", "plugin list", "completion bash", "kustomize .",
        "kustomize https://example.com", "alpha events", "krew install x", "foo", "foo-bar", "diff -f -", "Get pods",
        "GET pods",
        "ge pods", "describ pod", "cluster-info dump", "cluster-info dump --output-directory=/tmp", "create token x",
        "create secret tls s --cert=a --key=b", "apply edit-last-applied pod/x", "rollout", "rollout foo x", "top",
        "auth",
        "set", "set foo x", "certificate", "create widget x", "--", "-- get pods", "get", "help --kubeconfig=/x",
        "apply view-last-applied --editor=vi x", "__complete get ''", "__completeNoDesc get ''",
    ]
    static let options = [
        "get pods -w", "get pods --watch", "get pods --watch=true", "get pods --watch-only", "get pods -Aw",
        "get pods -wA",
        "get pods --output-watch-events", "events -w", "events --watch", "logs -f x", "logs --follow x", "logs -pf x",
        "logs x --insecure-skip-tls-verify-backend", "apply -f /etc/passwd", "apply -f x.yaml", "apply -fx.yaml",
        "apply -f=x",
        "apply --filename=x", "apply --filename x", "apply -f https://example.com/x.yaml", "apply -f -,/etc/passwd",
        "apply -f ./-", "apply -k .", "apply --kustomize=.", "apply -R -f -", "apply --recursive", "apply --prune",
        "create -f x", "create --edit -f -", "create --raw /api/v1/pods", "create --raw=/x -f -", "delete --raw /api",
        "replace --raw /api", "get --raw https://example.com", "get --raw //example.com/x", "get --raw api",
        "get --raw",
        "get --raw /api pods", "delete -i pod x", "delete --interactive pod x", "delete -f x",
        "create configmap c --from-file=/etc/passwd", "create configmap c --from-file=a=/x",
        "create configmap c --from-env-file=/x", "create secret generic s --from-file x",
        "create secret generic s --from-env-file=x", "patch pod x --patch-file=/x", "patch pod x --patch-file /x",
        "get pods -o jsonpath-file=/x", "get pods -ojsonpath-file=/x", "get pods --output=go-template-file=/x",
        "get pods -o go-template-file --template=/x", "get pods -o custom-columns-file=/x",
        "get pods -o templatefile=/x",
        "get pods -o=templatefile", "get pods -Aojsonpath-file=/x", "get pods --template", "exec -it x -- sh",
        "exec -i x -- sh", "exec -t x -- sh", "exec --stdin x -- sh", "exec --tty=true x -- sh", "exec x sh", "exec x",
        "exec x --", "exec -f x -- ls", "exec -qit x -- sh", "exec -c -- x -- ls", "run x --image=y -it",
        "run x --image=y -i",
        "run x --image=y --attach", "run x --image=y --rm", "run x --image=y --stdin", "run x --image=y --tty",
        "run x --image=y --leave-stdin-open", "get pods --insecure-skip-tls-verify",
        "get pods --insecure-skip-tls-verify=true",
        "get pods --insecure_skip_tls_verify", "get pods --kube_config=x", "get pods --kubeconfi=x",
        "get pods --KUBECONFIG=x",
        "get pods -sfoo", "get pods -s=foo", "get pods -As foo", "get pods -n --token=x", "get pods -l --server=x",
        "get pods -o --kubeconfig=/x", "get pods -v 9", "get pods -v=6", "get pods -v9", "get pods --v=10",
        "get pods -v",
        "get pods -v x", "get pods -- --kubeconfig=/x", "get pods -x", "get pods ---x", "get pods --=x", "get pods -=",
        "set env deployment/x -", "apply -o yaml edit-last-applied x", "apply -f - edit-last-applied",
        "-o yaml get pods",
        "-A get pods", "rollout -f x status d", "wait -f x --for=delete", "drain n --kubeconfig x",
        "create -o yaml secret tls x",
        "version --kubeconfig=x", "api-resources -s x", "explain pods --token=x", "scale --replicas=1 -f d.yaml",
        "apply set-last-applied -f x", "auth reconcile -f x", "label -f x a=b", "expose -f svc.yaml", "options -s x",
        "apply edit-last-applied x --help --help=false",
        "exec -h x --help=0 -- sh", "get pods -h=false",
    ]
    static let shell = [
        "kubectl get pods | cat", "kubectl get pods; id", "kubectl get pods && id", "kubectl get pods & id",
        "kubectl get pods > /tmp/x", "kubectl get pods >/tmp/x", "kubectl get pods < /etc/passwd", "kubectl get $(id)",
        "kubectl get `id`", "kubectl get pods 2>&1", "kubectl get pods\nid", "kubectl get 'pods", "kubectl get \"pods",
        "kubectl get pods \\", "kubectl get pods \0", "kubectl get pods \u{1B}[2J", "kubectl get pods \u{85}", "", "  ",
        "id",
        "sh -c kubectl", "/usr/bin/kubectl get pods", "./kubectl get pods", "Kubectl get pods", "KUBECTL get pods",
        "kubectl-foo get", "kubectl.exe get pods", "sudo kubectl get pods", "A=b kubectl get pods", "kubectl",
        "kubectlget pods",
        "'kubectl get pods'", "\"\" kubectl get pods", "env kubectl get pods",
    ]
    static let all =
        shell + commands.map { "kubectl " + $0 } + options.map { "kubectl " + $0 }
        + globals.flatMap {
            [
                "kubectl get pods \($0) x", "kubectl get pods \($0)=x", "kubectl \($0)=x get pods",
                "kubectl \($0) x get pods",
            ]
        }

    @Test(arguments: all) func refuses(text: String) {
        // `kubectl get` alone is harmless: kubectl itself complains.
        guard text != "kubectl get" else { return }
        for manifest in [nil, "kind: Pod"] {
            let refusal = #expect(throws: KubectlRefusal.self) { try KubectlCommand(text, manifest: manifest) }
            #expect(refusal?.reason.isEmpty == false)
        }
    }

    @Test func thereAreHundreds() { #expect(Set(Self.all).count > 250) }

    @Test(arguments: [
        ("kubectl get pods --token=x", "the cluster and the account are those that are bound"),
        ("kubectl cp a b", "it copies local files"),
        ("kubectl get pods | cat", "there is no shell"), ("kubectl apply -f x.yaml", "-f only takes -"),
        ("kubectl logs -f x", "the answer comes when the command ends"),
        ("kubectl exec -it x -- sh", "there is no terminal"),
        ("kubectl foo", "plugins are not run"), ("ls", "begins with kubectl"),
        ("kubectl get pods", "manifest: the command does not read it"),
    ]) func saysWhy(text: String, reason: String) {
        let refusal = #expect(throws: KubectlRefusal.self) { try KubectlCommand(text, manifest: "x") }
        #expect(refusal?.reason.contains(reason) == true, "\(refusal?.reason ?? "")")
    }
}
