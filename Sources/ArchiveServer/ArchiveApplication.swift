internal import Foundation
internal import Glibc
internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
internal import ServiceLifecycle
internal import SlideExtraction
internal import TalkArchive

/// The server as a whole, made from its configuration: the same for the command line and for tests.
public struct ArchiveApplication: Sendable {
    private let site: Site
    private let configuration: ServerConfiguration
    private let logger: Logger

    /// Reads the archive and the templates.
    /// - Throws: `ArchiveUnreadable` or a template's fault, in words that say what to do.
    public init(configuration: ServerConfiguration, logger: Logger) async throws {
        self.configuration = configuration
        self.logger = logger
        // Whoever searches goes before whatever is read meanwhile.
        var options = configuration.decks
        options.limits.yieldsToOthers = true
        let decks = try await DeckReading(
            cache: configuration.cache, options: options, largestDeck: configuration.limits.deckBytes,
            logger: logger)
        let keeper = try ArchiveKeeper(configuration: configuration, decks: decks, logger: logger)
        site = try Site(configuration, keeper: keeper, logger: logger)
    }

    /// How much there is to serve, in a sentence for the start-up message.
    public var summary: String {
        let snapshot = site.snapshots.take()
        let archive = snapshot.archive
        let unread = archive.talks.count { talk in talk.currentDeck.map { snapshot.contents[$0.hash] == nil } ?? false }
        return "\(archive.settings.name): \(HumanText.count(archive.editions.count, "edition")), "
            + "\(HumanText.count(archive.talks.count, "talk")), \(HumanText.count(snapshot.slideCount, "slide"))"
            + (unread > 0 ? "; \(HumanText.count(unread, "deck")) being read now" : "")
    }

    /// What is to be done before anyone can use the site; nil when nothing is.
    public var advice: String? {
        get async {
            let view = await site.keeper.organizerView()
            let hasOrganizer = AccessTokens(site.keeper.folder).list().tokens.contains { $0.revoked == nil }
            switch (view.isNew, hasOrganizer) {
            case (false, _): return nil
            case (true, true):
                return "The folder is empty: sign in at \(SiteAddress.organize.path) to set the archive up."
            case (true, false):
                return "The folder is empty. Make a token with 'rockpool token create NAME', and sign in with it at "
                    + "\(SiteAddress.organize.path) to set the archive up."
            }
        }
    }

    /// Everything that the site answers, for tests that are to forget nothing; parameters begin with `:`.
    var routes: [(method: String, path: String)] { Routes(site: site).all }

    private var publisher: HubPublisher? {
        configuration.hub.map { hub in
            HubPublisher(
                hub: hub, snapshots: site.snapshots,
                file: configuration.cache.appending(path: "hub.json", directoryHint: .notDirectory), logger: logger)
        }
    }

    /// Serves until the process is asked to stop (SIGINT, SIGTERM), or the task is cancelled.
    /// - Parameter onListening: told the port, which is a free one when 0 was asked for.
    public func run(onListening: @escaping @Sendable (Int) async -> Void) async throws {
        let limits = configuration.limits
        let registry = ConnectionRegistry(
            most: min(limits.connections, OpenFileLimit.raise().map { $0 / 2 } ?? .max),
            ofAddress: configuration.trustedProxies > 0 ? nil : limits.connectionsOfAddress)
        var application = Application(
            responder: Routes(site: site).responder(),
            server: HTTPServerBuilder { [site] responder in
                SiteChannel(
                    snapshots: site.snapshots, metrics: site.metrics, limits: limits, registry: registry,
                    responder: responder)
            },
            configuration: .init(address: .hostname(configuration.host, port: configuration.port)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
            logger: logger)
        application.addServices(ArchiveService(keeper: site.keeper, publisher: publisher))
        do {
            try await application.runService()
        } catch let error as IOError {
            throw CannotListen(host: configuration.host, port: configuration.port, error: error)
        } catch is SocketAddressError.UnknownHost {
            throw CannotListen(
                host: configuration.host, port: configuration.port,
                reason: "there is no such host. Name an address of this machine by --host, such as 127.0.0.1.")
        }
    }
}

/// The address cannot be listened on.
public struct CannotListen: Error, CustomStringConvertible {
    public let description: String

    init(host: String, port: Int, error: IOError) {
        let reason =
            switch error.errnoCode {
            case EADDRINUSE: "another program listens there. Stop it, or choose another port by --port (0: a free one)."
            case EACCES: "this user may not listen there. Choose a port from 1024 on by --port."
            case EADDRNOTAVAIL: "this machine does not have that address. Choose another by --host."
            default: "\(error)"
            }
        self.init(host: host, port: port, reason: reason)
    }

    init(host: String, port: Int, reason: String) {
        description = "Rockpool cannot listen on \(host):\(port): \(reason)"
    }
}
