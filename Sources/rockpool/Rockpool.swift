import ArgumentParser

/// The command line.
@main
struct Rockpool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rockpool",
        abstract: "Keeps a workshop's talks and slides findable.",
        discussion: """
            Every option is also an environment variable (--base-url is ROCKPOOL_BASE_URL) and a key of the \
            configuration file rockpool.yaml (base-url). Flags go before the environment, that before the file.
            """,
        subcommands: [
            Serve.self, Check.self, Ingest.self, Search.self, Upload.self, Tokens.self, Fetch.self, Import.self,
            Export.self, MirrorCommand.self,
        ])
}
