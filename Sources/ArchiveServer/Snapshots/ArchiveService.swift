internal import ServiceLifecycle

/// What happens beside requests: decks that are new are read, embargoes end.
struct ArchiveService: Service {
    let keeper: ArchiveKeeper

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            async let reading: Void = keeper.readNewDecks()
            try await keeper.watchEmbargoes()
            await reading
        }
    }
}
