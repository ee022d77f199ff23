import Foundation
import Synchronization
import Testing

@testable import TalkArchive

@Suite("Watching a folder") struct FolderWatcherTests {
    /// A watcher that follows a folder, and asks it again and again.
    private struct Watch {
        let watcher: FolderWatcher
        let rings: Rings

        final class Rings: Sendable {
            let count = Atomic(0)
        }

        init(_ folder: SampleFolder) {
            let rings = Rings()
            self.rings = rings
            watcher = FolderWatcher(folder.archive) { rings.count.add(1, ordering: .relaxed) }
            watcher.follow(completely: true)
        }

        func sees(_ what: String, _ edit: () throws -> Void) async throws {
            _ = watcher.takeChange()
            let before = rings.count.load(ordering: .relaxed)
            try edit()
            try await wait(what) { watcher.takeChange() }
            #expect(rings.count.load(ordering: .relaxed) > before, "\(what)")
            watcher.follow(completely: false)
        }

        func wait(_ what: String, _ isDone: () throws -> Bool) async throws {
            for _ in 0..<3000 {
                if try isDone() { return }
                try await Task.sleep(for: .milliseconds(10))
            }
            Issue.record("not seen: \(what)")
        }
    }

    @Test("tells of every kind of change, in folders that are new, too")
    func changes() async throws {
        let folder = try SampleFolder.small()
        let watch = Watch(folder)
        #expect(watch.watcher.way == .notices)
        let files = FileManager.default
        try await watch.sees("a changed text") { try folder.write("2024/limpets/talk.md", SampleFolder.talk + "More.") }
        try await watch.sees("a new file") { try folder.write("2024/limpets/new.pdf", SampleFolder.pdf("two")) }
        try await watch.sees("a renamed file") {
            try files.moveItem(
                at: folder.url.appending(path: "2024/limpets/new.pdf"),
                to: folder.url.appending(path: "2024/limpets/old.pdf"))
        }
        try await watch.sees("a removed file") {
            try files.removeItem(at: folder.url.appending(path: "2024/limpets/old.pdf"))
        }
        try await watch.sees("a new edition") { try folder.write("2025/edition.yaml", SampleFolder.edition) }
        try await watch.sees("a new talk in it") { try folder.write("2025/kelp/talk.md", SampleFolder.talk) }
        try await watch.sees("a change of it") { try folder.write("2025/kelp/talk.md", SampleFolder.talk + "More.") }
        try await watch.sees("a renamed talk") {
            try files.moveItem(
                at: folder.url.appending(path: "2025/kelp"), to: folder.url.appending(path: "2025/whelks"))
        }
        try await watch.sees("a change under the new name") {
            try folder.write("2025/whelks/talk.md", SampleFolder.talk + "Less.")
        }
        try await watch.sees("a removed edition") { try files.removeItem(at: folder.url.appending(path: "2025")) }
        try await watch.sees("the settings") { try folder.write("archive.yaml", SampleFolder.settings + "\nlinks: []") }
    }

    @Test("tells nothing of hidden names")
    func hidden() async throws {
        let folder = try SampleFolder.small()
        let watch = Watch(folder)
        for path in [".rockpool/text-1.tmp", ".git/index", "2024/.git/index", "2024/limpets/.talk.md.swp", ".hidden"] {
            try folder.write(path, "x")
        }
        // The queue is read in order: when this is seen, the others have been.
        try folder.write("2024/limpets/talk.md", SampleFolder.talk)
        try await watch.wait("the one that counts") { watch.watcher.takeChange() }
        #expect(!watch.watcher.inWork.paths.contains { $0.contains("/.") || $0.hasPrefix(".") })
    }

    @Test("knows which files are being written, until they are closed, renamed or removed")
    func inWork() async throws {
        let folder = try SampleFolder.small()
        let watch = Watch(folder)
        func paths() -> Set<String> { watch.watcher.inWork.paths }
        let path = folder.url.appending(path: "2024/limpets/slides.pdf")
        let handle = try FileHandle(forWritingTo: path)
        // Each time it is asked: a child that was begun while the sample was written may hold that file for a moment
        // and close it after us.
        func write(_ handle: FileHandle) throws { try handle.write(contentsOf: Data("%PDF".utf8)) }
        try await watch.wait("begun") {
            try write(handle)
            return paths() == ["2024/limpets/slides.pdf"]
        }
        try handle.close()
        try await watch.wait("closed") { paths().isEmpty }
        let second = try FileHandle(forWritingTo: path)
        try await watch.wait("begun again") {
            try write(second)
            return !paths().isEmpty
        }
        try FileManager.default.removeItem(at: path)
        try second.close()
        try await watch.wait("removed") { paths().isEmpty }
    }

    @Test("an archive that is put in the place of another is followed")
    func exchanged() async throws {
        let home = try SampleFolder()
        let root = home.url.appending(path: "Archive")
        let files = FileManager.default
        try home.write("Archive/2024/edition.yaml", SampleFolder.edition)
        try home.write("Next/2024/edition.yaml", SampleFolder.edition)
        let watcher = FolderWatcher(ArchiveFolder(root: root)) {}
        watcher.follow(completely: true)
        try files.moveItem(at: root, to: home.url.appending(path: "Former"))
        try files.moveItem(at: home.url.appending(path: "Next"), to: root)
        func eventually() async throws -> Bool {
            for _ in 0..<3000 {
                if watcher.takeChange() { return true }
                try await Task.sleep(for: .milliseconds(10))
            }
            return false
        }
        #expect(try await eventually())
        watcher.follow(completely: false)
        _ = watcher.takeChange()
        try home.write("Archive/2024/edition.yaml", SampleFolder.edition + "\ntagline: a")
        #expect(try await eventually())
    }
}
