import ArchiveServer
import ArgumentParser
import Foundation
import Logging
import SlideExtraction

/// `rockpool serve`: the site.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the archive over HTTP.")

    @OptionGroup var shared: SharedOptions

    @Option(help: "The address to listen on. (default: 127.0.0.1)")
    var host: String?

    @Option(help: "The port to listen on; 0 takes a free one. (default: 8080)")
    var port: String?

    @Option(help: ArgumentHelp("The folder of templates. (default: Templates)", valueName: "dir"))
    var templates: String?

    @Option(
        help: ArgumentHelp("Scheme and host of absolute links. (default: base_url of archive.yaml)", valueName: "url"))
    var baseURL: String?

    @Option(help: ArgumentHelp("A WebSub hub that is told of changes. (default: none)", valueName: "url"))
    var hub: String?

    @Option(
        help: ArgumentHelp("Proxies in front whose X-Forwarded fields are believed. (default: 0)", valueName: "n"))
    var trustedProxies: String?

    @Option(help: ArgumentHelp("Uploads begun from one address in a minute. (default: 300)", valueName: "n"))
    var uploadsPerMinute: String?

    @Option(
        help: ArgumentHelp(
            "Wrong tokens and links from one address in a minute; a right one always gets in. (default: 10)",
            valueName: "n"))
    var wrongTokensPerMinute: String?

    @OptionGroup var reading: DeckReadingFlags

    @Option(help: "trace, debug, info, notice, warning or error. (default: notice)")
    var logLevel: String?

    @Flag(help: "Read the templates again for each page.")
    var development = false

    func run() async throws {
        let own: [Setting: String?] = [
            .host: host, .port: port, .templates: templates, .baseURL: baseURL, .hub: hub, .logLevel: logLevel,
            .development: development ? "true" : nil, .trustedProxies: trustedProxies,
            .uploadsPerMinute: uploadsPerMinute, .wrongTokensPerMinute: wrongTokensPerMinute,
        ]
        let settings = try shared.settings(own.merging(reading.values) { $1 })
        let decks = try settings.deckReadingOptions()
        var limits = ServerLimits()
        limits.deckBytes = decks.limits.fileBytes
        limits.uploadsPerMinute = try settings.integer(.uploadsPerMinute, in: 1...1_000_000) ?? limits.uploadsPerMinute
        limits.signInTriesPerMinute =
            try settings.integer(.wrongTokensPerMinute, in: 1...1_000_000) ?? limits.signInTriesPerMinute
        var configuration = ServerConfiguration(
            archive: settings.archiveFolder, cache: settings.cacheFolder,
            templates: settings.folder(.templates, default: "Templates"),
            host: settings.string(.host) ?? "127.0.0.1", port: try settings.integer(.port, in: 0...65_535) ?? 8080,
            baseURL: try settings.address(.baseURL), hub: try settings.address(.hub),
            isDevelopment: try settings.flag(.development) ?? false,
            limits: limits, decks: decks)
        configuration.trustedProxies = try settings.integer(.trustedProxies, in: 0...10) ?? 0
        let application = try await ArchiveApplication(
            configuration: configuration, logger: try Self.logger(settings))
        let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        let advice = await application.advice.map { "\n\($0)" } ?? ""
        try await application.run { port in
            // Flushed at once: whoever started the server waits for this line.
            FileHandle.standardOutput.write(
                Data("\(application.summary)\nRockpool serves on http://\(host):\(port)\(advice)\n".utf8))
        }
    }

    private static func logger(_ settings: Settings) throws -> Logger {
        var logger = Logger(label: "rockpool", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .notice
        if let text = settings.string(.logLevel) {
            guard let level = Logger.Level(rawValue: text) else {
                throw SettingsError.badValue(
                    source: settings.source(of: .logLevel), value: text,
                    expected: Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))
            }
            logger.logLevel = level
        }
        return logger
    }
}
