import ArgumentParser
import Foundation
import TalkArchive

/// `rockpool token`: who may put slides up.
struct Tokens: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make, list and revoke the tokens of organizers.",
        subcommands: [Create.self, List.self, Revoke.self], defaultSubcommand: List.self)

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token. It is shown once; only its hash is kept.")

        @OptionGroup var shared: SharedOptions

        @Argument(help: "For whom or what it is: a name for the list and the log.")
        var name: String

        @Option(
            help: ArgumentHelp(
                "What it allows: everything, 'upload 2022' (slides of one edition), or read (what is hidden).",
                valueName: "scope"))
        var scope = "everything"

        func validate() throws {
            guard TokenScope(scope) != nil else {
                throw ValidationError("'\(scope)' is no scope; write everything, 'upload EDITION' or read.")
            }
        }

        func run() throws {
            guard let scope = TokenScope(scope) else { return }
            let made = try shared.tokens().create(name: name, scope: scope, at: .now)
            if Terminal.isWatchingOutput {
                print("Token for \(made.token.name) (id \(made.token.id)); it will not be shown again:\n")
            }
            print(made.text)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all tokens, without their secrets.")

        @OptionGroup var shared: SharedOptions

        @Flag(help: "Print the list as JSON.")
        var json = false

        func run() throws {
            let (tokens, problems) = try shared.tokens().list()
            for problem in problems { Terminal.note(problem.description) }
            if json {
                try JSONOutput.print(tokens.map(Row.init))
            } else if tokens.isEmpty {
                print("There are no tokens. 'rockpool token create NAME' makes one.")
            } else {
                for token in tokens {
                    let state = token.revoked.map { "revoked \($0)" } ?? "valid"
                    print("\(token.id)  \(token.created)  \(state)  \(token.scope)  \(token.name)")
                }
            }
            if problems.contains(where: { $0.severity == .error }) { throw ExitCode.failure }
        }

        private struct Row: Encodable {
            let id: String
            let name: String
            let scope: String
            let created: String
            let revoked: String?

            init(_ token: AccessToken) {
                id = token.id
                name = token.name
                scope = token.scope.description
                created = token.created.description
                revoked = token.revoked?.description
            }
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a token back; a running server refuses it at once.")

        @OptionGroup var shared: SharedOptions

        @Argument(help: "The token's id, as 'rockpool token list' shows it.")
        var id: String

        func run() throws {
            let token = try shared.tokens().revoke(id, at: .now)
            print("Revoked: \(token.id) (\(token.name))")
        }
    }
}

extension SharedOptions {
    fileprivate func tokens() throws -> AccessTokens {
        AccessTokens(ArchiveFolder(root: try settings().archiveFolder))
    }
}
