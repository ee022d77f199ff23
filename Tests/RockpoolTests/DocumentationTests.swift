import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import rockpool

/// What the program can do is what its README says.
@Suite("Documentation")
struct DocumentationTests {
    @Test("the README tells of every setting", arguments: Setting.allCases)
    func settings(setting: Setting) throws {
        let text = try SourceTree.text("README.md")
        #expect(text.contains("`\(setting.rawValue)`") || text.contains("--\(setting.rawValue)"), "\(setting.rawValue)")
    }

    @Test("the README tells of every subcommand", arguments: Rockpool.configuration.subcommands.map { $0._commandName })
    func subcommands(name: String) throws {
        let text = try SourceTree.text("README.md")
        #expect(text.contains("rockpool \(name)"), "\(name)")
    }

    @Test("every subcommand explains itself", arguments: Rockpool.configuration.subcommands.map { $0._commandName })
    func help(name: String) async throws {
        let folder = try TestFolder()
        let result = try await Program.run([name, "--help"], in: folder.url)
        #expect(result.status == 0)
        #expect(result.output.contains("OVERVIEW: "))
        #expect(result.output.contains("USAGE: rockpool \(name)"))
    }
}
