import Foundation
import Testing

@testable import TalkArchive

@Suite("Session file")
struct SessionFileTests {
    private static func session(_ id: String, _ holder: StoredSession.Holder = .token("k3v9x2ab")) -> StoredSession {
        StoredSession(
            id: id, holder: holder, name: "Ada \"Low\"\n{}", began: Timestamp(secondsSinceEpoch: 1_000_000),
            ends: Timestamp(secondsSinceEpoch: 2_000_000), secretHash: ContentHash(of: Data(id.utf8)))
    }

    @Test("what was written is read again, by whoever begins with a token or a link")
    func roundTrip() throws {
        let folder = try SampleFolder.small()
        let file = SessionFile(folder.archive)
        #expect(file.read().sessions.isEmpty && file.read().damage == nil)
        let talk: TalkKey = "2031/limpets"
        let sessions = [Self.session("one"), Self.session("two", .link("abcdefgh", talk))]
        try file.write(sessions)
        #expect(file.read().sessions == sessions)
        #expect(file.read().damage == nil)
        try file.write([])
        #expect(file.read().sessions.isEmpty && file.read().damage == nil)
        try file.remove()
        try file.remove()
        #expect(!folder.exists(".rockpool/sessions"))
    }

    @Test("nobody else on the machine may read it, and git does not see it")
    func rights() throws {
        let folder = try SampleFolder.small()
        try SessionFile(folder.archive).write([Self.session("one")])
        let path = folder.url.appending(path: ".rockpool/sessions").path
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try folder.text(".rockpool/.gitignore") == "*\n")
    }

    @Test(
        "damage loses the sessions that it hits, and says so",
        arguments: [
            ("", 0), ("\n\n", 0), ("{}\n", 0), ("not JSON\n", 0), ("\u{0}\u{1}", 0), ("[[[[[[[[", 0),
            (#"{"began":"x","ends":"y","id":"1","name":"n","sha256":"z","token":"t"}"#, 0), ("GOOD\nhalf of a li", 1),
            ("GOOD\nGOOD\n", 2),
        ])
    func damage(text: String, survivors: Int) throws {
        let folder = try SampleFolder.small()
        let file = SessionFile(folder.archive)
        try file.write([Self.session("one")])
        let good = try folder.text(".rockpool/sessions").trimmingCharacters(in: .newlines)
        let damaged = text.replacing("GOOD", with: good)
        try folder.write(".rockpool/sessions", damaged)
        let read = file.read()
        #expect(read.sessions.count == survivors)
        let lines = damaged.split(separator: "\n").count
        #expect((read.damage != nil) == (survivors < lines))
    }

    @Test("a folder, a link that leads out or a file without end in its place is no list of sessions")
    func strange() throws {
        let folder = try SampleFolder.small()
        let file = SessionFile(folder.archive)
        try file.write([Self.session("one")])
        let path = folder.url.appending(path: ".rockpool/sessions")
        try FileManager.default.removeItem(at: path)
        try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
        #expect(file.read().damage != nil)
        #expect(throws: SessionFileError.self) { try file.write([]) }
        try FileManager.default.removeItem(at: path)
        try FileManager.default.createSymbolicLink(atPath: path.path, withDestinationPath: "/dev/zero")
        #expect(file.read().damage != nil)
        try file.write([Self.session("two")])
        #expect(file.read().sessions.map(\.id) == ["two"])
        try folder.write(".rockpool/sessions", Data(count: SessionFile.longest + 1))
        #expect(file.read().damage != nil)
    }
}
