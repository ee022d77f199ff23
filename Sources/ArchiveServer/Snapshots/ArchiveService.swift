internal import ServiceLifecycle

/// What happens beside requests: decks that are new are read, changes of the folder are seen,
/// embargoes end.
struct ArchiveService: Service {
    let keeper: ArchiveKeeper

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            async let reading: Void = keeper.readNewDecks()
            async let watching: Void = keeper.watchFolder()
            try await keeper.watchEmbargoes()
            await reading
            await watching
        }
    }
}
