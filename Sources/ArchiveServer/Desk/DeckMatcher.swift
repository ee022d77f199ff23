internal import TalkArchive

/// Finds for files of slides the talks that they are of, by their names alone. A pure function of the names.
enum DeckMatcher {
    /// What was found for a file.
    struct Match: Sendable, Hashable {
        /// Nil when nothing fits, or two talks fit alike.
        let talk: TalkKey?
        let confidence: Confidence
    }

    /// How far a match can be trusted. Each is shown to a person before anything is done.
    enum Confidence: String, Sendable, Hashable {
        case sure, likely, none
    }

    /// One for each name, in their order. No talk is given to two files: the one that fits better has it.
    static func matches(_ filenames: [String], _ talks: [Talk]) -> [Match] {
        let texts = talks.map(TalkWords.init)
        let scores = filenames.map { name in
            let file = FileWords(name)
            return texts.map { $0.score(file) }
        }
        let pairs = scores.enumerated().flatMap { file, row in
            row.enumerated().filter { $0.element >= least }.map { (file: file, talk: $0.offset, score: $0.element) }
        }.sorted { ($1.score, $0.file, $0.talk) < ($0.score, $1.file, $1.talk) }
        var matches = [Match](repeating: Match(talk: nil, confidence: .none), count: filenames.count)
        var taken: Set<Int> = []
        for pair in pairs where matches[pair.file].talk == nil && !taken.contains(pair.talk) {
            let others = scores[pair.file].enumerated().filter { $0.offset != pair.talk && !taken.contains($0.offset) }
            let second = others.map(\.element).max() ?? 0
            guard pair.score > second else { continue }
            taken.insert(pair.talk)
            let isSure = pair.score >= 80 || pair.score >= 50 && pair.score - second >= 20
            matches[pair.file] = Match(talk: talks[pair.talk].key, confidence: isSure ? .sure : .likely)
        }
        return matches
    }

    /// Points below which nothing is proposed: more than a number that stands beside other words.
    private static let least = 30

    /// Words that say nothing about which talk it is.
    private static let common: Set<String> = [
        "a", "an", "and", "at", "by", "deck", "draft", "final", "for", "from", "how", "in", "into", "is", "of", "on",
        "pdf", "presentation", "slides", "talk", "the", "to", "v1", "v2", "v3", "version", "with",
    ]

    /// `Pinning_in Rust (final).pdf` as `pinning-in-rust-final`.
    static func folded(_ text: String) -> String {
        var spaced = ""
        for character in text {
            if character.isUppercase, spaced.last?.isLowercase == true { spaced += " " }
            spaced.append(character)
        }
        return Tag(subject: spaced)?.description ?? ""
    }

    private static func words(_ folded: String) -> [String] {
        let all = folded.split(separator: "-").map(String.init)
        let telling = all.filter { !common.contains($0) }
        return telling.isEmpty ? all : telling
    }

    private struct FileWords {
        let whole: String
        let words: Set<String>
        /// A number at the beginning: the place in the programme.
        let number: Int?
        let isNumberAlone: Bool

        init(_ name: String) {
            let stem = name.lowercased().hasSuffix(".pdf") ? String(name.dropLast(4)) : name
            // What is spelled as an address has no capitals to part words by.
            whole = DeckMatcher.folded(stem)
            let all = DeckMatcher.words(whole)
            words = Set(all)
            number = all.first.flatMap { Int($0) }.flatMap { (1...999).contains($0) ? $0 : nil }
            isNumberAlone = number != nil && all.count == 1
        }
    }

    private struct TalkWords {
        let slug: String
        let title: Set<String>
        let speakers: [Set<String>]
        let order: Int?

        init(_ talk: Talk) {
            slug = talk.key.slug.description
            title = Set(DeckMatcher.words(DeckMatcher.folded(talk.title)))
            speakers = talk.speakers.map { Set(DeckMatcher.words(DeckMatcher.folded($0.name)).filter { $0.count > 1 }) }
            order = talk.order
        }

        func score(_ file: FileWords) -> Int {
            if file.whole == slug { return 100 }
            var score = 0
            if "-\(file.whole)-".contains("-\(slug)-") { score += slug.contains("-") ? 80 : 50 }
            let shared = title.intersection(file.words).count
            if shared > 0 { score = max(score, shared * 60 / title.count + (shared > 1 ? 15 : 0)) }
            let names = speakers.map { $0.isEmpty ? 0 : $0.intersection(file.words).count * 45 / $0.count }
            score += (names.max() ?? 0) > 0 ? max(30, names.max() ?? 0) : 0
            if let number = file.number, number == order { score += file.isNumberAlone ? 40 : 15 }
            return score
        }
    }
}
