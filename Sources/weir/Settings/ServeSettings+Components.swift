import API
import Capture
import Engine
import Foundation
import Kubernetes
import Logging
import Store

/// The settings as the parts of the server take them.
extension ServeSettings {
    var tlsIdentity: TLSIdentity? {
        get throws {
            guard let tlsCertificate, let tlsKey else { return nil }
            return try TLSIdentity(certificateFile: tlsCertificate, keyFile: tlsKey)
        }
    }

    func server(_ tls: TLSIdentity?) -> ServerConfiguration {
        var server = ServerConfiguration(dataFolder: data)
        server.host = listen.host
        server.port = listen.port
        server.tls = tls
        server.publicURL = publicURL
        server.registration = ServerConfiguration.Registration(rawValue: registration.rawValue) ?? .automatic
        server.tokenSeconds = Int64(tokenHours) * 3_600
        server.corsOrigins = corsOrigins
        server.trustedProxies = trustedProxies
        server.maximumBodyBytes = maximumBodyKibibytes << 10
        server.maximumHeaderBytes = maximumHeaderKibibytes << 10
        server.requestSeconds = Int64(requestTimeoutSeconds)
        server.idleSeconds = Int64(idleTimeoutSeconds)
        server.maximumConnections = maximumConnections
        server.maximumSubscribers = maximumSubscribers
        server.assetsFolder = assets ?? Self.foundAssets
        server.exposesMetrics = metrics
        server.version = Version.text
        return server
    }

    var store: DataStore.Configuration {
        var store = DataStore.Configuration()
        store.maximumBytes = Int64(storeMebibytes) << 20
        store.sampleAge = Int64(keepDays) * 86_400
        return store
    }

    var pipeline: Pipeline.Configuration {
        var pipeline = Pipeline.Configuration()
        pipeline.flows.capacity = maximumFlows
        pipeline.alarmsPerDay = alarmsPerDay
        pipeline.policy.allowlist = allow
        pipeline.policy.mode = mode
        pipeline.policy.blockWithoutProof = Set(blockWithoutProof)
        pipeline.policy.blocksPerMinute = blocksPerMinute
        pipeline.evidence.ringBytes = evidenceMebibytes << 20
        pipeline.evidence.payloadOctets = evidencePayloadOctets
        pipeline.evidence.secondsBefore = Int64(evidenceBeforeSeconds)
        pipeline.evidence.secondsAfter = Int64(evidenceAfterSeconds)
        return pipeline
    }

    /// Nil where no interface is named.
    var sensor: SensorConfiguration? {
        guard !interfaces.isEmpty else { return nil }
        var capture = LiveCapture.Configuration(interfaces: interfaces)
        capture.filter = filter
        capture.snapLength = snapLength ?? max(capture.snapLength, pipeline.evidence.snapLength)
        capture.bufferBytes = bufferMebibytes << 20
        capture.isPromiscuous = promiscuous
        var sensor = SensorConfiguration(capture: capture, dataFolder: data)
        sensor.name = name
        sensor.cores = cores
        sensor.takesMemoryAtStart = prefault
        sensor.pipeline = pipeline
        sensor.rulesFolder = rules
        sensor.store = store
        sensor.user = user ?? (geteuid() == 0 ? "nobody" : nil)
        sensor.ownsStore = false
        return sensor
    }

    func replay(into store: DataStore, _ log: Logger) throws -> Replay {
        try Replay(
            replays, rules: try rules.map(RuleFolder.load) ?? ShippedRules.load(), configuration: pipeline,
            store: store,
            sensor: name, log: log)
    }

    /// The folder `assets` beside the program, or in `../share/weir`, where there is one.
    private static var foundAssets: String? {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
        return [program + "/assets", program + "/../share/weir/assets"].first {
            FileManager.default.fileExists(atPath: $0 + "/swagger-ui-bundle.js")
        }
    }
}

extension ServeSettings {
    var kubernetes: KubernetesClient.Configuration {
        var kubernetes = KubernetesClient.Configuration()
        if let clusterCAFile { kubernetes.extraRootsPath = clusterCAFile }
        return kubernetes
    }

    var kubectlRunner: KubectlRunner.Configuration {
        var runner = KubectlRunner.Configuration()
        runner.path = kubectl
        // Where the client looks for them, too: in a pod they are mounted there.
        let roots = kubernetes.extraRootsPath
        runner.extraRootsPath = FileManager.default.isReadableFile(atPath: roots) ? roots : nil
        runner.workFolder = data + "/kubectl"
        runner.timeout = .seconds(kubectlTimeoutSeconds)
        runner.maximumOutputBytes = kubectlOutputKibibytes << 10
        runner.maximumConcurrent = kubectlConcurrent
        return runner
    }
}
