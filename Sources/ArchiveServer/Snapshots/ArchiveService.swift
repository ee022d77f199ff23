internal import ServiceLifecycle

/// What happens beside requests: decks that are new are read, changes of the folder are seen,
/// embargoes end, the hub is told.
struct ArchiveService: Service {
    let keeper: ArchiveKeeper
    let publisher: HubPublisher?

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            async let reading: Void = keeper.readNewDecks()
            async let watching: Void = keeper.watchFolder()
            async let notices: Void? = publisher?.run(keeper.announcements)
            try await keeper.watchEmbargoes()
            await reading
            await watching
            await notices
        }
    }
}
