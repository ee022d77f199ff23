// swift-tools-version: 6.1
import PackageDescription

/// Settings of every target: Swift 6 language mode comes from the tools version; these make imports and existentials explicit.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "rockpool",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "rockpool", targets: ["rockpool"]),
        .library(name: "AtomFeeds", targets: ["AtomFeeds"]),
        .library(name: "FullTextIndex", targets: ["FullTextIndex"]),
        .library(name: "SlideExtraction", targets: ["SlideExtraction"]),
        .library(name: "TalkArchive", targets: ["TalkArchive"]),
    ],
    dependencies: [
        // The HTTP server: routing, streaming bodies with back-pressure, graceful stop.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        // Pages from templates that a workshop can change without a compiler.
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        // The archive's metadata is YAML, and its line numbers are what a diagnostic needs.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        // The command line.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // One logging interface for server and packages.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // SHA-256 for file identity, entity tags and stored tokens.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // Child processes without a shell, with bounded output and tear-down.
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        // File descriptors as swift-subprocess takes them; it brings the package along.
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        // Flags over environment over file, one typed reader.
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        // Signals and orderly start and stop of the server and its watchers.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        // Direct imports of what Hummingbird is made of (MemberImportVisibility asks for them by name).
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
        .systemLibrary(name: "CMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
        // Pictures of slides: what browsers take that keeps text sharp in the fewest bytes (Benchmarks/pictures).
        .systemLibrary(name: "CWebP", pkgConfig: "libwebp", providers: [.apt(["libwebp-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "LibXML", dependencies: ["CLibXML2"], swiftSettings: strict),
        .target(name: "FullTextIndex", dependencies: ["CStemmer"], swiftSettings: strict),
        .target(
            name: "TalkArchive",
            dependencies: ["CMark", "Yams", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .target(
            name: "SlideExtraction",
            dependencies: [
                "CWebP", "TalkArchive",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),
        .target(name: "ArchiveSearch", dependencies: ["FullTextIndex", "TalkArchive"], swiftSettings: strict),
        .target(name: "AtomFeeds", dependencies: ["LibXML", "TalkArchive"], swiftSettings: strict),
        .target(name: "ArchiveImport", dependencies: ["LibXML", "TalkArchive"], swiftSettings: strict),
        .target(name: "ArchiveMirror", dependencies: ["LibXML", "TalkArchive"], swiftSettings: strict),
        .target(name: "FormParsing", swiftSettings: strict),
        .target(name: "GzipCoding", dependencies: ["CZlib"], swiftSettings: strict),
        .target(
            name: "ArchiveServer",
            dependencies: [
                "ArchiveSearch", "AtomFeeds", "FormParsing", "GzipCoding", "SlideExtraction", "TalkArchive",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "rockpool",
            dependencies: [
                "ArchiveImport", "ArchiveMirror", "ArchiveSearch", "ArchiveServer", "SlideExtraction", "TalkArchive",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        // Random numbers from a seed; it depends on nothing, so that targets that stand alone are tested alone.
        .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: strict),
        // What tests of the whole program share: PDFs, an archive's folder, the server in process, a client.
        .target(
            name: "TestSupport",
            dependencies: ["ArchiveServer", "TalkArchive", .product(name: "Logging", package: "swift-log")],
            path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(name: "ArchitectureTests", swiftSettings: strict),
        .testTarget(
            name: "RockpoolTests", dependencies: ["rockpool", "SeededRandom", "TalkArchive", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ArchiveImportTests", dependencies: ["ArchiveImport", "LibXML", "SeededRandom", "TalkArchive"],
            swiftSettings: strict),
        .testTarget(
            name: "ArchiveMirrorTests", dependencies: ["ArchiveMirror", "AtomFeeds", "SeededRandom", "TalkArchive"],
            swiftSettings: strict),
        .testTarget(
            name: "ArchiveSearchTests",
            dependencies: ["ArchiveSearch", "FullTextIndex", "SeededRandom", "TalkArchive"],
            swiftSettings: strict),
        .testTarget(
            name: "ArchiveServerTests",
            dependencies: [
                "ArchiveSearch", "ArchiveServer", "LibXML", "SeededRandom", "TalkArchive", "TestSupport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "AtomFeedsTests", dependencies: ["AtomFeeds", "LibXML", "SeededRandom", "TalkArchive"],
            resources: [.copy("Resources")], swiftSettings: strict),
        .testTarget(name: "FormParsingTests", dependencies: ["FormParsing", "SeededRandom"], swiftSettings: strict),
        .testTarget(
            name: "FullTextIndexTests", dependencies: ["FullTextIndex", "SeededRandom"], swiftSettings: strict),
        .testTarget(name: "GzipCodingTests", dependencies: ["GzipCoding", "SeededRandom"], swiftSettings: strict),
        .testTarget(name: "LibXMLTests", dependencies: ["LibXML", "SeededRandom"], swiftSettings: strict),
        .testTarget(
            name: "SlideExtractionTests", dependencies: ["SeededRandom", "SlideExtraction", "TalkArchive"],
            swiftSettings: strict),
        .testTarget(name: "TalkArchiveTests", dependencies: ["SeededRandom", "TalkArchive"], swiftSettings: strict),
    ]
)
