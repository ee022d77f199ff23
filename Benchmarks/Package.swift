// swift-tools-version: 6.1
import PackageDescription

/// Settings of every target, as in the package that is measured.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "rockpool-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "rockpool", path: "..")],
    targets: [
        .target(name: "Documents", swiftSettings: strict),
        .executableTarget(
            name: "search-game",
            dependencies: ["Documents", .product(name: "FullTextIndex", package: "rockpool")],
            swiftSettings: strict),
        .executableTarget(
            name: "index-latency",
            dependencies: ["Documents", .product(name: "FullTextIndex", package: "rockpool")],
            swiftSettings: strict),
        .executableTarget(
            name: "feed-writing",
            dependencies: [
                .product(name: "AtomFeeds", package: "rockpool"),
                .product(name: "TalkArchive", package: "rockpool"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "slide-pictures",
            dependencies: [
                .product(name: "SlideExtraction", package: "rockpool"),
                .product(name: "TalkArchive", package: "rockpool"),
            ],
            swiftSettings: strict),
    ]
)
