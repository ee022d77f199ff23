// swift-tools-version: 6.1
import PackageDescription

/// Settings of every target, as in the package that is tried.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// What libFuzzer asks of the code that it runs: a counter at every branch. `SANITIZERS=fuzzer,address` checks each
/// access to memory too, at a third of the speed.
let sanitizers: String = "-sanitize=\(Context.environment["SANITIZERS"] ?? "fuzzer")"

// A package of its own: no build of Rockpool ever meets these flags, and this one fetches and builds nothing but the
// engine. Its sources are links, since SwiftPM allows no other way out of a package's folder.
let package = Package(
    name: "rockpool-fuzzing",
    platforms: [.macOS(.v15)],
    targets: [
        .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
        // Optimised for many runs a second, but with the checks of a debug build, unsafe buffers' bounds among them.
        .target(
            name: "FullTextIndex", dependencies: ["CStemmer"],
            swiftSettings: strict + [.unsafeFlags([sanitizers, "-assert-config", "Debug", "-enable-testing"])]),
        // The laws are not watched, so that libFuzzer looks for new ways through the engine only.
        .executableTarget(
            name: "search-fuzzer", dependencies: ["FullTextIndex"],
            swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])],
            linkerSettings: [.unsafeFlags([sanitizers])]),
    ]
)
