import ArgumentParser
import Foundation

/// Options that every subcommand takes.
struct SharedOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The archive's folder. (default: Archive)", valueName: "dir"))
    var archive: String?

    @Option(
        help: ArgumentHelp(
            "The folder of derived data; can be deleted at any time. (default: .rockpool)", valueName: "dir"))
    var cache: String?

    @Option(help: ArgumentHelp("The configuration file. (default: rockpool.yaml, if it is there)", valueName: "file"))
    var config: String?

    /// The settings in force, with the flags that a subcommand adds of its own.
    func settings(_ more: [Setting: String?] = [:]) throws -> Settings {
        var flags: [Setting: String] = [:]
        flags[.archive] = archive
        flags[.cache] = cache
        for (setting, value) in more { flags[setting] = value }
        return try Settings(flags: flags, environment: ProcessInfo.processInfo.environment, file: config)
    }
}

extension Settings {
    var archiveFolder: URL { folder(.archive, default: "Archive") }
    var cacheFolder: URL { folder(.cache, default: ".rockpool") }
}
