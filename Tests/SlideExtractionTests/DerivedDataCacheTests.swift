import Foundation
import TalkArchive
import Testing

@testable import SlideExtraction

@Suite("DerivedDataCache")
struct DerivedDataCacheTests {
    let folder: TemporaryFolder
    let cache: DerivedDataCache
    let hash = ContentHash(of: Data("deck".utf8))

    init() throws {
        folder = try TemporaryFolder()
        cache = DerivedDataCache(directory: folder.url.appendingPathComponent("cache"))
    }

    @Test("content is kept, replaced and forgotten")
    func content() throws {
        #expect(cache.content(for: hash) == nil)
        try cache.store(.random(seed: 1), for: hash)
        #expect(cache.content(for: hash) == .random(seed: 1))
        try cache.store(.random(seed: 2), for: hash)
        #expect(cache.content(for: hash) == .random(seed: 2))
        cache.remove(hash)
        #expect(cache.content(for: hash) == nil)
    }

    @Test("the place of an entry is its hash and the extractor's version")
    func place() throws {
        try cache.store(.random(seed: 1), for: hash)
        let version = SlideExtractor.version
        let path = "cache/\(hash.description.prefix(2))/\(hash)/v\(version)/content.bin"
        #expect(FileManager.default.fileExists(atPath: folder.url.appendingPathComponent(path).path))
    }

    /// What damages a file: cutting it anywhere, and a bit that turned over anywhere.
    static let damages: [@Sendable (Data) -> Data] =
        [
            { _ in Data() }, { _ in Data("half".utf8) }, { $0.dropLast() }, { $0.prefix(13) },
            { $0.prefix($0.count / 2) }, { $0 + [0] },
        ]
        + [0, 3, 4, 5, 12, 13, 14, -1, -2].map { place in
            { data in
                var bytes = Array(data)
                bytes[place < 0 ? bytes.count + place : place] ^= 0x10
                return Data(bytes)
            }
        }

    @Test("a damaged entry reads as a missing one", arguments: damages.indices)
    func damaged(_ index: Int) throws {
        try cache.store(.random(seed: 1), for: hash)
        try cache.store(picture: Array(1...200), of: hash, page: 1, size: .small)
        try cache.store(undrawable: "too slow", of: hash, page: 2, size: .small)
        let picture = URL(fileURLWithPath: cache.picturePath(of: hash, page: 1, size: .small))
        let undrawable = URL(fileURLWithPath: cache.undrawablePath(of: hash, page: 2, size: .small))
        for file in [cache.contentFile(hash), picture, undrawable] {
            try Self.damages[index](Data(contentsOf: file)).write(to: file)
        }
        #expect(cache.content(for: hash) == nil)
        #expect(cache.picture(of: hash, page: 1, size: .small) == nil)
        #expect(!cache.isUndrawable(hash, page: 2, size: .small))
        // Whoever draws what is missing finds it missing now.
        #expect(cache.pictures(of: hash, size: .small) == ([], []))
    }

    @Test("a writer that cannot write says so and leaves nothing behind")
    func unwritable() throws {
        try Data().write(to: folder.url.appendingPathComponent("cache"))
        #expect {
            try cache.store(.random(seed: 1), for: hash)
        } throws: {
            if case .cacheUnwritable = $0 as? ExtractionError { true } else { false }
        }
    }

    @Test("many writers and readers at once see whole entries only")
    func concurrent() async throws {
        let (cache, hash) = (cache, hash)
        let allowed = (0..<4).map { DeckContent.random(seed: UInt64($0)) }
        try cache.store(allowed[0], for: hash)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<200 {
                group.addTask {
                    if index.isMultiple(of: 2) { try cache.store(allowed[index / 2 % 4], for: hash) }
                    return cache.content(for: hash).map(allowed.contains) ?? false
                }
            }
            for try await whole in group { #expect(whole) }
        }
        let leftovers = try FileManager.default.contentsOfDirectory(atPath: cache.directory.path + "/tmp")
        #expect(leftovers == [])
    }

    @Test("old unfinished files are removed, young ones stay")
    func leftovers() throws {
        try cache.store(.random(seed: 1), for: hash)
        let folder = cache.directory.appendingPathComponent("tmp")
        for name in ["old", "young"] { try Data().write(to: folder.appendingPathComponent(name)) }
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -7200)],
            ofItemAtPath: folder.appendingPathComponent("old").path)
        cache.removeLeftovers()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["young"])
    }
}
