import Foundation
import SeededRandom
import TalkArchive
import Testing

@testable import SlideExtraction

@Suite("Bounds of the cache")
struct CacheBoundTests {
    let folder: TemporaryFolder
    let directory: URL

    init() throws {
        folder = try TemporaryFolder()
        directory = folder.url.appendingPathComponent("cache")
    }

    private func hash(_ name: String) -> ContentHash { ContentHash(of: Data(name.utf8)) }

    private func file(_ deck: String, _ kind: CachedFile.Kind, bytes: Int, usedAt: Int) -> CachedFile {
        CachedFile(path: "\(deck)-\(kind)-\(usedAt)", hash: hash(deck), kind: kind, bytes: bytes, usedAt: usedAt)
    }

    @Test("other decks go first and whole, then large pictures, then small ones, the longest unused first; texts stay")
    func order() {
        let files = [
            file("here", .text, bytes: 100, usedAt: 1), file("here", .small, bytes: 10, usedAt: 2),
            file("here", .small, bytes: 10, usedAt: 9), file("here", .large, bytes: 20, usedAt: 7),
            file("here", .large, bytes: 20, usedAt: 6), file("old", .text, bytes: 30, usedAt: 3),
            file("old", .large, bytes: 5, usedAt: 8), file("older", .small, bytes: 5, usedAt: 4),
            file("older", .text, bytes: 5, usedAt: 5),
        ]
        let all = files.reduce(0) { $0 + $1.bytes }
        func removed(_ bytes: Int) -> [String] {
            CacheTrimming.removals(files, current: [hash("here")], downTo: all - bytes).map(\.path)
        }
        let order = [
            "older-small-4", "older-text-5", "old-text-3", "old-large-8", "here-large-6", "here-large-7",
            "here-small-2", "here-small-9",
        ]
        #expect(removed(0) == [])
        #expect(removed(1) == Array(order.prefix(2)))
        #expect(removed(11) == Array(order.prefix(4)))
        #expect(removed(46) == Array(order.prefix(5)))
        #expect(removed(66) == Array(order.prefix(6)))
        #expect(removed(86) == Array(order.prefix(7)))
        #expect(removed(all) == order)
        // As long as nobody has said which decks the archive has, no text goes.
        let unknown = CacheTrimming.removals(files, current: nil, downTo: 0)
        #expect(!unknown.contains { $0.kind == .text })
        #expect(unknown.count == files.count(where: { $0.kind != .text }))
    }

    @Test("what is removed is enough and no more than it takes", arguments: 0..<100 as Range<UInt64>)
    func enough(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let files = (0..<Int.random(in: 0...60, using: &random)).map { number in
            CachedFile(
                path: "\(number)", hash: hash("\(Int.random(in: 0..<6, using: &random))"),
                kind: [.large, .small, .text].randomElement(using: &random)!,
                bytes: .random(in: 0...1000, using: &random), usedAt: .random(in: 0...20, using: &random))
        }
        let current = Set((0..<3).map { hash("\($0)") })
        let bytes = Int.random(in: 0...20_000, using: &random)
        let removed = CacheTrimming.removals(files, current: current, downTo: bytes)
        #expect(Set(removed.map(\.path)).count == removed.count)
        #expect(!removed.contains { $0.kind == .text && current.contains($0.hash) })
        let all = files.reduce(0) { $0 + $1.bytes }
        let left = all - removed.reduce(0) { $0 + $1.bytes }
        let removable = files.filter { $0.kind != .text || !current.contains($0.hash) }.reduce(0) { $0 + $1.bytes }
        #expect(left <= max(bytes, all - removable))
        if let last = removed.last, last.kind != .text, current.contains(last.hash) {
            #expect(left + last.bytes > bytes)
        }
    }

    @Test("writing never takes the folder far over its limit, and the sum is that of the files")
    func writing() throws {
        let limit = 40_000
        let cache = DerivedDataCache(directory: directory, limit: limit)
        cache.setCurrentDecks([hash("0"), hash("1")])
        for deck in 0..<4 { try cache.store(.random(seed: UInt64(deck)), for: hash("\(deck)")) }
        let texts = (0..<2).map { cache.content(for: hash("\($0)")) }
        var random = SeededGenerator(seed: 3)
        for _ in 0..<500 {
            let size = PictureSize.allCases.randomElement(using: &random)!
            let picture = [UInt8](repeating: 1, count: .random(in: 1...1500, using: &random))
            try cache.store(
                picture: picture, of: hash("\(Int.random(in: 0..<4, using: &random))"),
                page: .random(in: 1...200, using: &random), size: size)
            let now = try bytes()
            #expect(now <= limit)
        }
        #expect((0..<2).map { cache.content(for: hash("\($0)")) } == texts)
        #expect(try #require(cache.countedBytes) >= bytes())
        // Nothing is left of a deck that is not in the archive any more, folders neither.
        let small = DerivedDataCache(directory: directory, limit: 1)
        small.setCurrentDecks([hash("0"), hash("1")])
        try small.store(.random(seed: 0), for: hash("0"))
        let names = Set(try FileManager.default.subpathsOfDirectory(atPath: directory.path))
        #expect(names.filter { $0.hasSuffix(".picture") } == [])
        #expect(names.filter { $0.contains(hash("3").description) } == [])
        #expect(try #require(small.countedBytes) == bytes())
    }

    @Test("another start counts what is there, and a lower limit takes effect with the first write")
    func restart() throws {
        let before = DerivedDataCache(directory: directory)
        for page in 1...20 { try before.store(picture: [1, 2, 3], of: hash("a"), page: page, size: .large) }
        let cache = DerivedDataCache(directory: directory, limit: 10 * 16)
        #expect(cache.countedBytes == nil)
        try cache.store(picture: [1, 2, 3], of: hash("a"), page: 21, size: .small)
        #expect(try bytes() == 9 * 16)
        #expect(cache.countedBytes == 9 * 16)
        #expect(cache.hasPicture(of: hash("a"), page: 21, size: .small))
    }

    @Test("a picture that is looked at again is kept longer")
    func use() throws {
        let before = DerivedDataCache(directory: directory)
        for page in 1...2 {
            try before.store(picture: [1, 2, 3], of: hash("a"), page: page, size: .large)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_000_000)],
                ofItemAtPath: before.picturePath(of: hash("a"), page: page, size: .large))
        }
        #expect(before.picture(of: hash("a"), page: 1, size: .large) != nil)
        let cache = DerivedDataCache(directory: directory, limit: 40)
        try cache.store(picture: [1, 2, 3], of: hash("a"), page: 3, size: .large)
        #expect((1...3).map { cache.hasPicture(of: hash("a"), page: $0, size: .large) } == [true, false, true])
    }

    @Test("what older versions left is removed; what is not of the cache stays")
    func outdated() throws {
        let cache = DerivedDataCache(directory: directory)
        try cache.store(.random(seed: 1), for: hash("a"))
        let entry = cache.contentFile(hash("a")).deletingLastPathComponent().deletingLastPathComponent()
        let version = SlideExtractor.version
        let names = ["v\(version - 1)/content.bin", "v\(version)/pictures/small/1.png", "v\(version + 1)/content.bin"]
        for name in names + ["../../hashes", "../../tmp/another"] {
            let file = entry.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("x".utf8).write(to: file)
        }
        let later = DerivedDataCache(directory: directory)
        try later.store(picture: [1], of: hash("a"), page: 1, size: .small)
        let left = names.map { FileManager.default.fileExists(atPath: entry.appendingPathComponent($0).path) }
        #expect(left == [false, false, true])
        #expect(FileManager.default.fileExists(atPath: entry.appendingPathComponent("../../hashes").path))
        #expect(FileManager.default.fileExists(atPath: entry.appendingPathComponent("../../tmp/another").path))
        #expect(later.content(for: hash("a")) == .random(seed: 1))
    }

    /// The bytes of all files in the folder but unfinished ones.
    private func bytes() throws -> Int {
        try FileManager.default.subpathsOfDirectory(atPath: directory.path).reduce(0) { sum, name in
            let attributes = try FileManager.default.attributesOfItem(atPath: directory.path + "/" + name)
            guard attributes[.type] as? FileAttributeType == .typeRegular, !name.hasPrefix("tmp/") else { return sum }
            return sum + (attributes[.size] as? Int ?? 0)
        }
    }
}
