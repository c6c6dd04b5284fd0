extension WirePod {
    /// Whether it holds nothing of its node any more.
    var isFinished: Bool { ["Succeeded", "Failed"].contains(status?.phase ?? "") }

    /// What the scheduler reserves for the pod.
    ///
    /// The sum over containers and sidecars, or what the hungriest step of initialisation needs where that is more,
    /// and the overhead of the pod's runtime. What the pod asks for as a whole replaces that.
    /// Source: component-helpers `resource/helpers.go`, `PodRequests`.
    var effectiveRequests: ResourceList {
        var requests = ResourceList()
        for container in spec?.containers ?? [] { requests += container.resources?.requests ?? ResourceList() }
        var sidecars = ResourceList()
        var initialization = ResourceList()
        for container in spec?.initContainers ?? [] {
            var step = container.resources?.requests ?? ResourceList()
            if container.isRestartable {
                requests += step
                sidecars += step
                step = sidecars
            } else {
                step += sidecars
            }
            initialization.raise(to: step)
        }
        requests.raise(to: initialization)
        for (name, amount) in spec?.resources?.requests?.amounts ?? [:] { requests.amounts[name] = amount }
        requests += spec?.overhead ?? ResourceList()
        return requests
    }
}
