import Foundation
import TestSupport
import Testing

/// What `SECURITY.md` says is shown by tests is.
@Suite("Threat model")
struct SecurityDocumentTests {
    @Test("every test that the threat model names is there")
    func tests() throws {
        let named = try SourceTree.text("SECURITY.md").matches(of: /“([^”]+)”/).map { String($0.output.1) }
        #expect(named.count > 40)
        let sources = SourceTree.files(in: "Tests", ending: ".swift")
        // Long names stand on a line of their own.
        let texts = try sources.map { try SourceTree.text($0) }
        for name in named {
            #expect(texts.contains { $0.contains("\"\(name)\"") }, "no test is called “\(name)”")
        }
    }

    @Test("every file that it names is there")
    func files() throws {
        let text = try SourceTree.text("SECURITY.md")
        for found in text.matches(of: /`((?:Tests|Sources|Scripts)\/[^`]+)`/) {
            #expect(throws: Never.self) { try SourceTree.text(String(found.output.1)) }
        }
    }
}
