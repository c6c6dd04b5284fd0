import Foundation

// What Weir reads of the objects of a cluster's API. Everything that Kubernetes may leave out is optional.

/// One page of a list.
struct WireList<Item: Decodable & Sendable>: Decodable, Sendable {
    var metadata: WireListMetadata?
    var items: [Item]?
}

struct WireListMetadata: Decodable, Sendable {
    var `continue`: String?
    var remainingItemCount: Int?
}

struct WireMetadata: Decodable, Sendable {
    var name: String
    var namespace: String?
    var creationTimestamp: String?
    var deletionTimestamp: String?
    var labels: [String: String]?
}

/// The body of an error, and of little else.
struct WireStatus: Decodable, Sendable {
    var kind: String?
    var message: String?
    var reason: String?
    var code: Int?
    var details: Details?

    struct Details: Decodable, Sendable {
        var retryAfterSeconds: Int?
    }
}

struct WireCondition: Decodable, Sendable {
    var type: String
    var status: String
    var reason: String?
    var message: String?
    var lastTransitionTime: String?
}

struct WireNode: Decodable, Sendable {
    var metadata: WireMetadata
    var spec: Spec?
    var status: Status?

    struct Spec: Decodable, Sendable {
        var unschedulable: Bool?
        var taints: [NodeTaint]?
    }

    struct Status: Decodable, Sendable {
        var capacity: ResourceList?
        var allocatable: ResourceList?
        var conditions: [WireCondition]?
        var addresses: [NodeAddress]?
        var nodeInfo: Info?
    }

    struct Info: Decodable, Sendable {
        var kubeletVersion: String?
        var osImage: String?
        var kernelVersion: String?
        var containerRuntimeVersion: String?
        var operatingSystem: String?
        var architecture: String?
    }
}

/// Of metrics.k8s.io.
struct WireNodeMetrics: Decodable, Sendable {
    var metadata: WireMetadata
    var usage: ResourceList
}
