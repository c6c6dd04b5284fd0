// swift-tools-version: 6.2
import PackageDescription

/// Every target: Swift 6 language mode, strict memory safety, warnings are errors,
/// and the lifetime annotations that let a view borrow from its frame.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableExperimentalFeature("Lifetimes"),
    .enableUpcomingFeature("ExistentialAny"),
]

/// Swift's own libraries are linked in: the program starts sooner, and a node needs no Swift. Those below the Foundation are named,
/// since the modules were compiled to find them beside the toolchain's shared ones.
let staticRuntime: [LinkerSetting] = [
    .unsafeFlags(
        [
            "-static-stdlib", "-lCoreFoundation", "-l_FoundationCShims", "-l_FoundationCollections", "-l_FoundationICU",
            "-lstdc++",
        ], .when(platforms: [.linux]))
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies, exclude: exclude,
        swiftSettings: settings)
}

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let jwt: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let httpClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let hummingbird: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "HummingbirdHTTP2", package: "hummingbird"),
    .product(name: "HummingbirdTLS", package: "hummingbird"),
]

let package = Package(
    name: "weir",
    products: [
        .executable(name: "weir", targets: ["weir"]),
        // For the package of micro-benchmarks; they are no interface that is kept stable.
        .library(name: "Packets", targets: ["Packets"]),
        .library(name: "Capture", targets: ["Capture"]),
        .library(name: "Flows", targets: ["Flows"]),
        .library(name: "Features", targets: ["Features"]),
        .library(name: "Detection", targets: ["Detection"]),
        .library(name: "Store", targets: ["Store"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(
            url: "https://github.com/apple/swift-configuration", exact: "1.4.0",
            traits: [.defaults, "CommandLineArguments", "YAML"]),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CPcap", providers: [.apt(["libpcap-dev"])]),
        .systemLibrary(name: "CPrefetch"),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        module("Packets"),
        module("Capture", ["Packets", "CPcap", "CPrefetch", "CZlib"]),
        module("Flows", ["Packets", "CPrefetch", crypto]),
        module("Models"),
        module("Features", ["Packets", "Flows", "Models"]),
        module("Detection", ["Packets", "Features", "Models", yams]),
        module("Store", ["Packets", "Features", "Detection", grdb]),
        .target(
            name: "Engine",
            dependencies: [
                "Packets", "Capture", "Flows", "Features", "Detection", "Store", logging, metrics, lifecycle,
            ],
            resources: [.embedInCode("Rules")], swiftSettings: settings),
        module("Accounts", [crypto, cryptoExtras, jwt]),
        module("Enforcement", ["Packets", "Detection"]),
        module("Kubernetes", [httpClient, nioSSL, subprocess, logging]),
        module("Telemetry", [metrics]),
        .target(
            name: "API",
            dependencies: [
                "Packets", "Detection", "Store", "Accounts", "Enforcement", "Kubernetes", "Telemetry", logging, metrics,
                lifecycle, yams,
            ] + hummingbird,
            resources: [
                .embedInCode("OpenAPI/openapi.yaml"), .embedInCode("OpenAPI/swagger.html"),
                .embedInCode("OpenAPI/swagger-init.js"), .embedInCode("OpenAPI/redoc.html"),
                .embedInCode("OpenAPI/redoc-init.js"),
            ], swiftSettings: settings),
        .executableTarget(
            name: "weir",
            dependencies: [
                "Engine", "API", "Accounts", "Store", "Kubernetes", "Telemetry", arguments, yams, configuration,
                logging,
                lifecycle,
            ],
            swiftSettings: settings,
            linkerSettings: staticRuntime),
        // Scores the rows of labelled flow sets with the models; for `make evaluate`.
        .executableTarget(
            name: "stream-scores", dependencies: ["Models", arguments], path: "evaluate/stream-scores",
            swiftSettings: settings),
        module("TestSupport", ["Packets"]),
        tests("Packets"),
        tests("Capture"),
        tests("Flows", exclude: ["Fixtures"]),
        tests("Models"),
        tests("Features"),
        tests("Detection"),
        tests("Store"),
        tests("Engine", ["Store", "Capture"], exclude: ["Instructions/limits.json"]),
        tests("Accounts", [crypto]),
        tests("Enforcement", ["Detection", "Packets"]),
        tests("Kubernetes", exclude: ["Fixtures", "Support/cluster.py", "Support/certificates.sh"]),
        tests("Telemetry", [metrics]),
        tests("API", exclude: ["OpenAPI", "Document/client-document.md", "requirements.txt"]),
    ]
)
// TestSupport lives with the tests that it supports.
package.targets.first { $0.name == "TestSupport" }?.path = "Tests/TestSupport"
