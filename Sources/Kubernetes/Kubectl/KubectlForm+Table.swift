extension KubectlForm {
    /// Options by subcommand, without those that read or write local files, ask, watch for ever or change who talks to
    /// which server.
    ///
    /// Source: `--help` of kubectl 1.37; a test compares. `-s|--long=` takes a value, `--long?` only after `=`.
    static let table: [String: String] = [
        "get":
            printing + " -A|--all-namespaces --chunk-size= --field-selector= -f|--filename= --ignore-not-found "
            + "-L|--label-columns= --no-headers -l|--selector= --server-print --show-kind --show-labels "
            + "--sort-by= --subresource= --raw=",
        "describe": "-A|--all-namespaces --chunk-size= -f|--filename= -l|--selector= --show-events",
        "logs":
            "--all-containers --all-pods -c|--container= --ignore-errors --limit-bytes= --max-log-requests= "
            + "--pod-running-timeout= --prefix -p|--previous -l|--selector= --since= --since-time= --tail= "
            + "--timestamps",
        "explain": "--api-version= --max-depth= -o|--output=",
        "api-resources":
            "--api-group= --cached --categories= --namespaced --no-headers -o|--output= --show-managed-fields "
            + "--sort-by= --verbs=",
        "api-versions": "",
        "version": "--client -o|--output=",
        "events": printing + " -A|--all-namespaces --chunk-size= --for= --no-headers --types=",
        "wait":
            printing + " --all -A|--all-namespaces --field-selector= -f|--filename= --for= --local -l|--selector= "
            + "--timeout=",
        "scale":
            printing + " --all --current-replicas= --dry-run? -f|--filename= --replicas= --resource-version= "
            + "-l|--selector= --timeout=",
        "autoscale":
            printing
            + " --cpu= --dry-run? --field-manager= -f|--filename= --max= --memory= --min= --name= --save-config",
        "label":
            printing + " --all -A|--all-namespaces --dry-run? --field-manager= --field-selector= -f|--filename= --list "
            + "--local --overwrite --resource-version= -l|--selector=",
        "annotate":
            printing + " --all -A|--all-namespaces --dry-run? --field-manager= --field-selector= -f|--filename= --list "
            + "--local --overwrite --resource-version= -l|--selector=",
        "patch":
            printing + " --dry-run? --field-manager= -f|--filename= --local -p|--patch= --subresource= --type=",
        "delete":
            "--all -A|--all-namespaces --cascade? --dry-run? --field-selector= -f|--filename= --force "
            + "--grace-period= --ignore-not-found --now -o|--output= -l|--selector= --timeout= --wait",
        "apply":
            printing
            + " --all --cascade? --dry-run? --field-manager= -f|--filename= --force --force-conflicts --grace-period= "
            + "--openapi-patch --overwrite -l|--selector= --server-side --subresource= --timeout= "
            + "--validate? --wait",
        "create":
            printing + " --dry-run? --field-manager= -f|--filename= --save-config -l|--selector= --validate?",
        "replace":
            printing + " --cascade? --dry-run? --field-manager= -f|--filename= --force --grace-period= --save-config "
            + "--subresource= --timeout= --validate? --wait",
        "run":
            printing + " --annotations= --cascade? --command --dry-run? --env= --expose --field-manager= --force "
            + "--grace-period= --image= --image-pull-policy= -l|--labels= --override-type= --overrides= "
            + "--pod-running-timeout= --port= --privileged -q|--quiet --restart= --save-config --timeout= --wait",
        "expose":
            printing + " --cluster-ip= --dry-run? --external-ip= --field-manager= -f|--filename= -l|--labels= "
            + "--load-balancer-ip= --name= --override-type= --overrides= --port= --protocol= --save-config "
            + "--selector= --session-affinity= --target-port= --type=",
        "cordon": "--dry-run? -l|--selector=",
        "uncordon": "--dry-run? -l|--selector=",
        "drain":
            "--chunk-size= --delete-emptydir-data --disable-eviction --dry-run? --force --grace-period= "
            + "--ignore-daemonsets --pod-selector= -l|--selector= --skip-wait-for-delete-timeout= --timeout=",
        "taint": printing + " --all --dry-run? --field-manager= --overwrite -l|--selector= --validate?",
        "exec": "-c|--container= --pod-running-timeout= -q|--quiet",
        "options": "",
        "cluster-info": "",
        "top node": "--no-headers -l|--selector= --show-capacity --show-swap --sort-by= --use-protocol-buffers",
        "top pod":
            "-A|--all-namespaces --containers --field-selector= --no-headers -l|--selector= --show-swap "
            + "--sort-by= --sum --use-protocol-buffers",
        "auth can-i": "-A|--all-namespaces --list --no-headers -q|--quiet --subresource=",
        "auth reconcile":
            printing + " --dry-run? -f|--filename= --remove-extra-permissions --remove-extra-subjects",
        "auth whoami": printing,
        "rollout history": printing + " -f|--filename= --revision= -l|--selector=",
        "rollout pause": printing + " --field-manager= -f|--filename= -l|--selector=",
        "rollout restart": printing + " --field-manager= -f|--filename= -l|--selector=",
        "rollout resume": printing + " --field-manager= -f|--filename= -l|--selector=",
        "rollout status": "-f|--filename= --revision= -l|--selector= --timeout= -w|--watch",
        "rollout undo": printing + " --dry-run? -f|--filename= -l|--selector= --to-revision=",
        "create clusterrole":
            printing + " --aggregation-rule= --dry-run? --field-manager= --non-resource-url= --resource= "
            + "--resource-name= --save-config --validate? --verb=",
        "create clusterrolebinding":
            printing + " --clusterrole= --dry-run? --field-manager= --group= --save-config --serviceaccount= --user= "
            + "--validate?",
        "create configmap":
            printing + " --append-hash --dry-run? --field-manager= --from-literal= --save-config --validate?",
        "create cronjob":
            printing + " --dry-run? --field-manager= --image= --restart= --save-config --schedule= --validate?",
        "create deployment":
            printing + " --dry-run? --field-manager= --image= --port= -r|--replicas= --save-config --validate?",
        "create ingress":
            printing + " --annotation= --class= --default-backend= --dry-run? --field-manager= --rule= --save-config "
            + "--validate?",
        "create job": printing + " --dry-run? --field-manager= --from= --image= --save-config --validate?",
        "create namespace": printing + " --dry-run? --field-manager= --save-config --validate?",
        "create poddisruptionbudget":
            printing + " --dry-run? --field-manager= --max-unavailable= --min-available= --save-config --selector= "
            + "--validate?",
        "create priorityclass":
            printing
            + " --description= --dry-run? --field-manager= --global-default --preemption-policy= --save-config "
            + "--validate? --value=",
        "create quota": printing + " --dry-run? --field-manager= --hard= --save-config --scopes= --validate?",
        "create role":
            printing + " --dry-run? --field-manager= --resource= --resource-name= --save-config --validate? --verb=",
        "create rolebinding":
            printing + " --clusterrole= --dry-run? --field-manager= --group= --role= --save-config --serviceaccount= "
            + "--user= --validate?",
        "create secret docker-registry":
            printing
            + " --append-hash --docker-email= --docker-password= --docker-server= --docker-username= --dry-run? "
            + "--field-manager= --save-config --validate?",
        "create secret generic":
            printing + " --append-hash --dry-run? --field-manager= --from-literal= --save-config --type= --validate?",
        "create service clusterip":
            printing + " --clusterip= --dry-run? --field-manager= --save-config --tcp= --validate?",
        "create service externalname":
            printing + " --dry-run? --external-name= --field-manager= --save-config --tcp= --validate?",
        "create service loadbalancer":
            printing + " --dry-run? --field-manager= --save-config --tcp= --validate?",
        "create service nodeport":
            printing + " --dry-run? --field-manager= --node-port= --save-config --tcp= --validate?",
        "create serviceaccount": printing + " --dry-run? --field-manager= --save-config --validate?",
        "set env":
            printing + " --all -c|--containers= --dry-run? -e|--env= --field-manager= -f|--filename= --from= --keys= "
            + "--list --local --overwrite --prefix= --resolve -l|--selector=",
        "set image": printing + " --all --dry-run? --field-manager= -f|--filename= --local -l|--selector=",
        "set resources":
            printing
            + " --all -c|--containers= --dry-run? --field-manager= -f|--filename= --limits= --local --requests= "
            + "-l|--selector=",
        "set selector":
            printing + " --all --dry-run? --field-manager= -f|--filename= --local --resource-version=",
        "set serviceaccount": printing + " --all --dry-run? --field-manager= -f|--filename= --local",
        "set subject":
            printing + " --all --dry-run? --field-manager= -f|--filename= --group= --local -l|--selector= "
            + "--serviceaccount= --user=",
        "certificate approve": printing + " -f|--filename= --force",
        "certificate deny": printing + " -f|--filename= --force",
        "apply set-last-applied": printing + " --create-annotation --dry-run? -f|--filename=",
        "apply view-last-applied": "--all -f|--filename= -o|--output= -l|--selector=",
        "help": "",
    ]

    /// What commands that print objects have in common.
    private static let printing = "--allow-missing-template-keys -o|--output= --show-managed-fields --template="
}
