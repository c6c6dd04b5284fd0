import Foundation
import Kubernetes
import Testing

@Suite struct KubectlAllowedTests {
    static let allowed: [(String, [String])] = [
        ("kubectl get pods -n default", ["get", "pods", "-n", "default"]),
        ("  kubectl   get\tpods  ", ["get", "pods"]),
        ("kubectl -n prod get pods", ["-n", "prod", "get", "pods"]),
        ("kubectl --namespace=prod get pods", ["--namespace=prod", "get", "pods"]),
        ("kubectl get pods -A -o wide", ["get", "pods", "-A", "-o", "wide"]),
        ("kubectl get pods -Aowide", ["get", "pods", "-Aowide"]),
        ("kubectl get pods -o=json", ["get", "pods", "-o=json"]),
        (
            "kubectl get pods -o jsonpath='{.items[*].metadata.name}'",
            ["get", "pods", "-o", "jsonpath={.items[*].metadata.name}"]
        ),
        ("kubectl get pods -l 'app in (a,b)'", ["get", "pods", "-l", "app in (a,b)"]),
        (#"kubectl get pods -l "a=\"b\"""#, ["get", "pods", "-l", #"a="b""#]),
        (#"kubectl get pods a\ b 'c'"d"e"#, ["get", "pods", "a b", "cde"]),
        ("kubectl get pods ''", ["get", "pods", ""]),
        (
            "kubectl get pods -o custom-columns='N:.metadata.name'",
            ["get", "pods", "-o", "custom-columns=N:.metadata.name"]
        ),
        ("kubectl get pods '$(id)' \"`id`\" 'a|b;c&d>e<f'", ["get", "pods", "$(id)", "`id`", "a|b;c&d>e<f"]),
        ("kubectl get --raw /api/v1/nodes", ["get", "--raw", "/api/v1/nodes"]),
    ]

    @Test(arguments: allowed) func splits(text: String, arguments: [String]) throws {
        #expect(try KubectlCommand(text).arguments == arguments)
    }

    @Test(arguments: [
        "kubectl get pods --field-selector=status.phase!=Running --sort-by=.metadata.name",
        "kubectl get nodes --no-headers",
        "kubectl describe node worker-2", "kubectl logs web-0 -c app --tail=100 --since 1h", "kubectl logs -p web-0",
        "kubectl logs web-0 --tail -1", "kubectl top nodes", "kubectl top pod -A --containers",
        "kubectl explain pods.spec",
        "kubectl api-resources --namespaced=true", "kubectl api-versions", "kubectl version -o json", "kubectl version",
        "kubectl cluster-info", "kubectl auth can-i list pods", "kubectl auth can-i --list", "kubectl auth whoami",
        "kubectl events --for pod/web-0", "kubectl wait --for=condition=Ready pod/web-0 --timeout=10s",
        "kubectl rollout status deployment/web", "kubectl rollout history deployment/web --revision=2",
        "kubectl rollout restart deployment/web", "kubectl rollout undo deployment web --to-revision=1",
        "kubectl rollout pause deployment/web", "kubectl rollout resume deployment/web",
        "kubectl scale --replicas=3 deployment/web", "kubectl autoscale deployment web --min=1 --max=3 --cpu=80%",
        "kubectl label pods web-0 tier=front --overwrite", "kubectl label pods web-0 tier-",
        "kubectl annotate pod web-0 note='a b'", "kubectl patch pod web-0 -p '{\"spec\":{}}' --type merge",
        "kubectl delete pod web-0 --grace-period 0 --force", "kubectl delete pods -l app=web --wait=false",
        "kubectl create namespace x", "kubectl create ns x", "kubectl create deployment web --image=nginx --replicas=2",
        "kubectl create deployment web --image=nginx -- sleep -f 5", "kubectl create configmap c --from-literal=a=b",
        "kubectl create secret generic s --from-literal a=b", "kubectl create job j --from=cronjob/c",
        "kubectl create service clusterip s --tcp=80:80", "kubectl create role r --verb=get --resource=pods",
        "kubectl create rolebinding r --role=r --user=jane",
        "kubectl run x --image=busybox --restart=Never -- sh -c 'ls -f'",
        "kubectl run x --image=busybox --dry-run=client -o yaml", "kubectl expose deployment web --port 80",
        "kubectl set image deployment/web web=nginx:2", "kubectl set env deployment/web A=b",
        "kubectl set resources deployment web --limits=cpu=1", "kubectl cordon worker-2", "kubectl uncordon worker-2",
        "kubectl drain worker-2 --ignore-daemonsets --delete-emptydir-data",
        "kubectl taint nodes worker-2 a=b:NoSchedule",
        "kubectl exec web-0 -- ls -la /", "kubectl exec web-0 -c app -- cat /etc/hosts",
        "kubectl certificate approve csr-1",
        "kubectl options", "kubectl help get", "kubectl get --help", "kubectl --help", "kubectl get pods -v 3",
        "kubectl get pods --request-timeout=5s", "kubectl get pod/web-0 svc/web -o yaml", "kubectl get pods -- web-0",
    ]) func runs(text: String) throws { _ = try KubectlCommand(text) }

    @Test(arguments: [
        "kubectl apply -f -", "kubectl apply -f-", "kubectl apply -f=-", "kubectl apply --filename=- --server-side",
        "kubectl apply --filename - --dry-run=server", "kubectl create -f - -o yaml", "kubectl replace -f - --force",
        "kubectl delete -f -", "kubectl get -f - -o name",
    ]) func readsManifest(text: String) throws {
        #expect(try KubectlCommand(text, manifest: "kind: Pod").manifest == "kind: Pod")
        #expect(throws: KubectlRefusal.self) { try KubectlCommand(text) }
    }

    @Test func wordsAndOctetsAreBounded() throws {
        _ = try KubectlCommand("kubectl get pods " + String(repeating: "a ", count: 125))
        #expect(throws: KubectlRefusal.self) {
            try KubectlCommand("kubectl get pods " + String(repeating: "a ", count: 126))
        }
        #expect(throws: KubectlRefusal.self) {
            try KubectlCommand("kubectl get pods " + String(repeating: "a", count: 4_080))
        }
        let large = String(repeating: "#", count: 1 << 20)
        _ = try KubectlCommand("kubectl apply -f -", manifest: large)
        #expect(throws: KubectlRefusal.self) { try KubectlCommand("kubectl apply -f -", manifest: large + "#") }
    }
}
