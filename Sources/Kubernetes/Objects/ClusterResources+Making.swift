extension ClusterResources {
    /// Adds up; `usage` by node, or nil with the reason.
    init(nodes: [WireNode], pods: [WirePod], usage: [String: ResourceList]?, metricsDetail: String?) {
        var requests: [String: ResourceList] = [:]
        var counts: [String: Int] = [:]
        for pod in pods where !pod.isFinished {
            requests[pod.spec?.nodeName ?? "", default: ResourceList()] += pod.effectiveRequests
            counts[pod.spec?.nodeName ?? "", default: 0] += 1
        }
        func asked(_ name: String) -> ResourceList {
            requests[name, default: ResourceList()].withPods(counts[name] ?? 0)
        }
        metricsAvailable = usage != nil
        pending = PendingRequests(pods: counts[""] ?? 0, requests: ResourceAmounts(asked("")))

        var sums = Sums()
        self.nodes = []
        for node in nodes.sorted(by: { $0.metadata.name < $1.metadata.name }) {
            let name = node.metadata.name
            let sum = Sums(
                capacity: node.status?.capacity ?? ResourceList(),
                allocatable: node.status?.allocatable ?? ResourceList(), requests: asked(name), usage: usage?[name])
            self.nodes.append(NodeResources(name: name, status: Node.status(of: node), resources: sum.summary))
            sums += sum
        }
        total = sums.summary
        self.metricsDetail = metricsDetail
    }

    private struct Sums {
        var capacity = ResourceList()
        var allocatable = ResourceList()
        var requests = ResourceList()
        var usage: ResourceList?
        /// Of the nodes whose use is known, so that a silent node does not look idle.
        var measured = ResourceList()

        init() {}

        init(capacity: ResourceList, allocatable: ResourceList, requests: ResourceList, usage: ResourceList?) {
            self.capacity = capacity
            self.allocatable = allocatable
            self.requests = requests
            self.usage = usage
            if usage != nil { measured = allocatable }
        }

        static func += (left: inout Sums, right: Sums) {
            left.capacity += right.capacity
            left.allocatable += right.allocatable
            left.requests += right.requests
            left.measured += right.measured
            if let usage = right.usage {
                var sum = left.usage ?? ResourceList()
                sum += usage
                left.usage = sum
            }
        }

        var summary: ResourceSummary {
            ResourceSummary(
                capacity: ResourceAmounts(capacity), allocatable: ResourceAmounts(allocatable),
                requests: ResourceAmounts(requests),
                usage: usage.map {
                    let amounts = ResourceAmounts($0)
                    return ResourceUsage(cpuMillicores: amounts.cpuMillicores, memoryBytes: amounts.memoryBytes)
                },
                utilisation: usage.map {
                    ResourceUtilisation(
                        cpuPercent: Self.percent($0, of: measured, "cpu"),
                        memoryPercent: Self.percent($0, of: measured, "memory"))
                })
        }

        private static func percent(_ part: ResourceList, of whole: ResourceList, _ name: String) -> Double? {
            guard let part = part.amounts[name], let whole = whole.amounts[name], whole > .zero else { return nil }
            return (Double(part.nanos) / Double(whole.nanos) * 1_000).rounded() / 10
        }
    }
}

extension ResourceList {
    /// With this number as the resource `pods`.
    fileprivate func withPods(_ count: Int) -> ResourceList {
        var list = self
        list.amounts["pods"] = Quantity(nanos: Int128(count) * 1_000_000_000)
        return list
    }
}
