import Foundation
import TestSupport
import Testing

@testable import ArchiveServer

@Suite("The folder of an export")
struct ExportFolderTests {
    private func export(_ files: [String: String], to folder: TestFolder) throws -> (changed: Int, removed: Int) {
        var export = try ExportFolder(folder.url)
        for (path, text) in files.sorted(by: { $0.key < $1.key }) { try export.place(Array(text.utf8), at: path) }
        return (export.changedCount, try export.finish())
    }

    @Test("only what changed is written, and what is gone is removed with its empty folders")
    func changes() throws {
        let folder = try TestFolder()
        #expect(try export(["a/x.html": "1", "a/y.html": "1", "b/c/z.html": "1"], to: folder) == (3, 0))
        #expect(try export(["a/x.html": "1", "a/y.html": "2"], to: folder) == (1, 1))
        #expect(try folder.text("a/y.html") == "2")
        #expect(!folder.exists("b"))
        #expect(try export(["a/x.html": "1", "a/y.html": "2"], to: folder) == (0, 0))
    }

    @Test("a file that somebody changed by hand is written anew")
    func mended() throws {
        let folder = try TestFolder()
        _ = try export(["a.html": "1"], to: folder)
        try folder.write("a.html", "9")
        #expect(try export(["a.html": "1"], to: folder) == (1, 0))
        #expect(try folder.text("a.html") == "1")
    }

    @Test("a file becomes a folder and a folder a file")
    func kinds() throws {
        let folder = try TestFolder()
        _ = try export(["a": "1", "b/c.html": "1"], to: folder)
        _ = try export(["a/index.html": "1", "b": "1"], to: folder)
        #expect(try folder.text("a/index.html") == "1")
        #expect(try folder.text("b") == "1")
    }

    @Test("files of others are left alone, and one in the way stops the export before anything changes")
    func foreign() throws {
        let folder = try TestFolder()
        _ = try export(["a.html": "1"], to: folder)
        try folder.write("CNAME", "kangrejos.example")
        try folder.write("docs/mine.html", "mine")
        #expect(try export(["a.html": "2"], to: folder) == (1, 0))
        #expect(try ExportFolder(folder.url).foreignFiles().contains("a.html"), "it is a new one that has no files yet")
        #expect(try folder.text("CNAME") == "kangrejos.example")
        for path in ["docs/mine.html", "CNAME/index.html", "docs"] {
            var next = try ExportFolder(folder.url)
            #expect(throws: ExportError.self, "\(path)") { try next.place([1], at: path) }
            next.abandon()
        }
        #expect(try folder.text("a.html") == "2")
        #expect(try folder.text("docs/mine.html") == "mine")
    }

    @Test("one that is given up leaves the former as it was, and a new folder is gone")
    func abandoned() throws {
        let folder = try TestFolder()
        _ = try export(["a.html": "1"], to: folder)
        let before = folder.fingerprint()
        var next = try ExportFolder(folder.url)
        try next.place([2], at: "a.html")
        try next.place([2], at: "b.html")
        next.abandon()
        #expect(folder.fingerprint() == before)
        let new = folder.file("new")
        try ExportFolder(new).abandon()
        #expect(!folder.exists("new"))
    }

    @Test("killed in the midst, the next export knows which files are its own")
    func killed() throws {
        let folder = try TestFolder()
        _ = try export(["a.html": "1", "b.html": "1"], to: folder)
        var next = try ExportFolder(folder.url)
        try next.place([2], at: "a.html")
        // No end, as after kill -9.
        #expect(try export(["a.html": "3"], to: folder) == (1, 1))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "a.html", ExportList.fileName,
            ])
    }

    @Test("a folder with files of others, and a list that no export wrote, are refused")
    func refused() throws {
        let folder = try TestFolder()
        try folder.write("mine.txt", "mine")
        #expect(throws: ExportError.self) { try ExportFolder(folder.url) }
        for list in ["", "{}", #"{"format":1,"files":[{"path":"../mine.txt","bytes":1,"sha256":""}]}"#] {
            try folder.write(ExportList.fileName, list)
            #expect(throws: ExportError.self, "\(list)") { try ExportFolder(folder.url) }
        }
        #expect(folder.fingerprint().count == 2)
    }
}
