internal import Foundation
internal import Logging
internal import TalkArchive

/// Everything that actions share. A value of references that never change; what changes is behind `snapshots` and
/// `keeper`.
struct Site: Sendable {
    let configuration: ServerConfiguration
    let snapshots: CurrentSnapshot
    let keeper: ArchiveKeeper
    let pages: PageRenderer
    let assets: AssetCatalog
    let sessions: SessionStore
    let rates: RateLimits
    let stagedDecks: StagedDecks
    /// Whether a speaker's link, by its id, still opens its talk.
    let isLinkOpen: @Sendable (_ id: String, TalkKey, Timestamp) -> Bool
    let responder = ContentResponder()
    let logger: Logger
    let metrics = RequestMetrics()
    let started = Timestamp.now
    /// Whether the pages are for a static export, which has no server behind it.
    let isStatic: Bool
    /// When the files that pages are made of had changed last at the start: archive, templates, this program.
    let filesModified: Timestamp

    /// - Throws: a template's fault, in words that say what to do.
    init(_ configuration: ServerConfiguration, keeper: ArchiveKeeper, isStatic: Bool = false, logger: Logger) throws {
        self.configuration = configuration
        self.keeper = keeper
        self.isStatic = isStatic
        self.logger = logger
        snapshots = keeper.current
        filesModified = FileTimes.newest([configuration.archive, configuration.templates, Bundle.main.executableURL])
        pages = try PageRenderer(folder: configuration.templates, readsAnew: configuration.isDevelopment)
        assets = AssetCatalog(
            folder: configuration.templates.appending(path: "assets", directoryHint: .isDirectory),
            readsAnew: configuration.isDevelopment)
        isLinkOpen = { [folder = keeper.folder] id, talk, now in TalkLinks(folder).valid(id, at: now)?.talk == talk }
        let limits = configuration.limits
        sessions = SessionStore(
            SessionFile(keeper.folder), lifetime: limits.sessionTime, mostOfHolder: limits.sessionsOfHolder, now: .now,
            logger: logger)
        rates = RateLimits(limits)
        stagedDecks = StagedDecks(limits: limits)
    }
}
