import Foundation
import Testing

@testable import TalkArchive

@Suite struct FileHashCacheTests {
    private func cache(_ file: URL) -> FileHashCache {
        var cache = FileHashCache(readingFrom: file)
        cache.settlingTime = .seconds(-1)
        return cache
    }

    @Test("an unchanged file is not read again, a changed one is")
    func warm() throws {
        let folder = try SampleFolder.small()
        let file = folder.url.appending(path: "cache/hashes")
        var cold = cache(file)
        #expect(folder.archive.load(hashes: &cold).diagnostics.isEmpty)
        #expect(cold.isChanged)
        try cold.write(to: file)
        // A false hash with a true check shows whether the file was read.
        let truth = ContentHash(of: SampleFolder.pdf("one"))
        let lie = ContentHash(of: Data("lie".utf8))
        let lines = try folder.text("cache/hashes").components(separatedBy: "\n")
        let body = lines.dropFirst(2).joined(separator: "\n").replacingOccurrences(of: "\(truth)", with: "\(lie)")
        try folder.write("cache/hashes", "\(lines[0])\n\(ContentHash(of: Data(body.utf8)))\n\(body)")
        var warm = cache(file)
        #expect(folder.archive.load(hashes: &warm).archive?.talks[0].decks.map(\.hash) == [lie])
        #expect(!warm.isChanged)
        try folder.write("2024/limpets/slides.pdf", SampleFolder.pdf("two"))
        #expect(
            folder.archive.load(hashes: &warm).archive?.talks[0].decks.map(\.hash)
                == [ContentHash(of: SampleFolder.pdf("two"))])
        #expect(warm.isChanged)
    }

    @Test("a damaged cache is an empty one")
    func damaged() throws {
        let folder = try SampleFolder.small()
        let file = folder.url.appending(path: "cache/hashes")
        var cold = cache(file)
        let expected = folder.archive.load(hashes: &cold).archive
        try cold.write(to: file)
        let whole = try folder.data("cache/hashes")
        for index in stride(from: 0, to: whole.count, by: 3) {
            var broken = whole
            broken[index] ^= 1
            try folder.write("cache/hashes", broken)
            var hashes = cache(file)
            #expect(folder.archive.load(hashes: &hashes).archive == expected)
            #expect(hashes.isChanged, "byte \(index)")
            try folder.write("cache/hashes", whole.prefix(index))
            hashes = cache(file)
            #expect(folder.archive.load(hashes: &hashes).archive == expected)
        }
    }

    @Test("a file that was changed just now is read each time")
    func unsettled() throws {
        let folder = try SampleFolder.small()
        var hashes = FileHashCache()
        _ = folder.archive.load(hashes: &hashes)
        #expect(!hashes.isChanged)
    }

    @Test("what left the archive leaves the cache")
    func forgotten() throws {
        let folder = try SampleFolder.small()
        let file = folder.url.appending(path: "cache/hashes")
        var hashes = cache(file)
        _ = folder.archive.load(hashes: &hashes)
        try FileManager.default.removeItem(at: folder.url.appending(path: "2024/limpets"))
        _ = folder.archive.load(hashes: &hashes)
        try hashes.write(to: file)
        #expect(try !folder.text("cache/hashes").contains("limpets"))
    }
}
