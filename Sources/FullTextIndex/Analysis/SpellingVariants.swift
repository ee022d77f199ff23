/// Brings British spellings in `-ise` and `-our` to the American ones, before stemming, so that `initialisation` and
/// `initialization`, `behaviour` and `behavior` have one stem. The rule only decides which words are taken together, so
/// that a word it bends wrongly (`compromise`) still meets its own inflections.
enum SpellingVariants {
    private static let sibilantEndings: [[UInt8]] = [
        "isation", "isations", "ise", "ised", "ises", "iser", "isers", "ising", "isable",
    ].map { Array($0.utf8) }
    private static let vowelEndings: [[UInt8]] = [
        "our", "ours", "oured", "ouring", "oural", "ourable",
    ].map { Array($0.utf8) }
    /// Words with an inflection that the rule would not bend along (`precision`, `revision`).
    private static let exceptions: Set<[UInt8]> = Set(
        ["precise", "concise", "revise", "revised", "revises", "revising", "supervise", "supervised", "supervising"]
            .map { Array($0.utf8) })

    /// Folds the spelling of a folded word in place.
    static func fold(_ word: inout [UInt8]) {
        guard word.count > 5 else { return }
        if let start = start(of: sibilantEndings, in: word, after: 4) {
            if !exceptions.contains(word) { word[start + 1] = UInt8(ascii: "z") }
        } else if let start = start(of: vowelEndings, in: word, after: 3) {
            word.remove(at: start + 1)
        }
    }

    private static func start(of endings: [[UInt8]], in word: [UInt8], after minimum: Int) -> Int? {
        for ending in endings where word.count >= ending.count + minimum {
            if word.suffix(ending.count).elementsEqual(ending) { return word.count - ending.count }
        }
        return nil
    }
}
