// swift-tools-version: 6.2
import PackageDescription

/// As in the package that is measured.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableExperimentalFeature("Lifetimes"),
    .enableUpcomingFeature("ExistentialAny"),
]

let modules = ["Packets", "Capture", "Flows", "Features", "Detection", "Store"]

let package = Package(
    name: "weir-benchmarks",
    dependencies: [.package(name: "weir", path: "../..")],
    targets: [
        .executableTarget(
            name: "micro", dependencies: modules.map { .product(name: $0, package: "weir") }, swiftSettings: settings)
    ]
)
