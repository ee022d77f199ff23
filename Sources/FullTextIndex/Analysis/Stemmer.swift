internal import CStemmer

/// Finds a word's stem with a Snowball stemmer. The handle is not thread-safe, hence no `Sendable`: one for each call
/// that needs one, which costs about a microsecond.
final class Stemmer {
    private let handle: OpaquePointer
    private let foldsSpelling: Bool
    private var scratch: [UInt8] = []

    /// A stemmer; `nil` where the system's library does not know the language.
    init?(language: AnalyzerOptions.Language) {
        guard let handle = sb_stemmer_new(language.rawValue, "UTF_8") else { return nil }
        self.handle = handle
        self.foldsSpelling = language == .english || language == .porter
    }

    deinit { sb_stemmer_delete(handle) }

    /// Whether a folded word is one that can be inflected: letters and apostrophes only, never an identifier.
    static func isInflected(_ word: some RandomAccessCollection<UInt8>) -> Bool {
        guard word.count > 2, word.count < 64 else { return false }
        return word.allSatisfy { $0 >= 0x80 || $0 >= 0x61 && $0 <= 0x7A || $0 == 0x27 }
    }

    /// The stem of a folded word; `nil` for one that is not inflected.
    func stem(_ word: some RandomAccessCollection<UInt8>) -> [UInt8]? {
        guard Self.isInflected(word) else { return nil }
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: word)
        if foldsSpelling { SpellingVariants.fold(&scratch) }
        guard let stem = sb_stemmer_stem(handle, scratch, Int32(scratch.count)) else { return nil }
        let count = Int(sb_stemmer_length(handle))
        guard count > 0 else { return nil }
        return Array(UnsafeBufferPointer(start: stem, count: count))
    }
}
