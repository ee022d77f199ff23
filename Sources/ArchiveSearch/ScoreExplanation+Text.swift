extension OrderExplanation {
    /// Some talk was found by words.
    private var hasWords: Bool { scores.values.contains { !$0.words.isEmpty } }

    /// How scores come about, in sentences for readers; none where there are no words to weigh.
    public var legend: [String] {
        guard hasWords else { return [] }
        let places = weights.map { "\(Decimals.shortest($0.weight)) \($0.part.phrase)" }
        return [
            "Each word adds its rarity times its presence. An occurrence counts \(Self.list(places)); more in a short "
                + "text, less in a long one, and each further one less.",
            "Exact: with its signs, as asked for. Whole: the word, with any ending, a little more with the one typed. "
                + "Part: inside a longer name. Near: spelled almost so.",
        ]
    }

    /// What else decides the order, if the score alone does not.
    public var ruleText: String? {
        switch rule {
        case .score: nil
        case .date where !hasWords: "No words to weigh: the newest come first."
        case .date: "The newest come first, whatever their scores; these decide between talks of one day."
        }
    }

    private static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }
}

extension TalkPart {
    /// `in the title`
    fileprivate var phrase: String {
        switch self {
        case .title: "in the title"
        case .speakers: "in a speaker’s name"
        case .tags: "in a tag"
        case .text: "in the summary"
        case .slides: "on a slide"
        case .links: "in a link of a slide"
        }
    }

    /// What readers call it.
    public var name: String {
        switch self {
        case .title: "title"
        case .speakers: "speakers"
        case .tags: "tags"
        case .text: "summary"
        case .slides: "slides"
        case .links: "links"
        }
    }
}

extension ScoreExplanation {
    /// What nearness is called and what it is; nil where no words are near each other.
    public var nearnessText: (name: String, text: String)? {
        nearness > 0 ? ("nearness", "words near each other, anywhere in the talk") : nil
    }

    /// The shares in hundredths, of the words, of their nearness and of the best place, as far as there are such, rounded
    /// so that they add up to the rounded score: those with the greatest remainders are rounded up (Hamilton's method).
    public var shownShares: [Int] {
        let others = (nearness > 0 ? [nearness] : []) + (best.map { [$0.score] } ?? [])
        let exact = (words.map(\.score) + others).map { $0 * 100 }
        var shown = exact.map { Int($0.rounded(.down)) }
        let missing = Int((score * 100).rounded()) - shown.reduce(0, +)
        let byRemainder = exact.indices.sorted { exact[$0] - Double(shown[$0]) > exact[$1] - Double(shown[$1]) }
        for index in byRemainder.prefix(max(0, missing)) { shown[index] += 1 }
        return shown
    }
}

extension ScoreExplanation.Word {
    /// What is looked for, in the query language.
    public var name: String { alternatives.map(\.term).joined(separator: " OR ") }

    /// `rarity 1.72 × presence 1.98`
    public var text: String {
        places.isEmpty
            ? "not in this talk" : "rarity \(Decimals.two(rarity)) × presence \(Decimals.two(presence))"
    }

    /// Which of several alternatives stand in the talk: `gcc 3, llvm 1`.
    public var alternativesText: String? {
        guard alternatives.count > 1, !places.isEmpty else { return nil }
        return alternatives.filter { $0.count > 0 }.map { "\($0.term) \($0.count)" }.joined(separator: ", ")
    }
}

extension ScoreExplanation.Counts {
    /// `2 whole, 1 part`
    public var text: String {
        [(exact, "exact"), (whole, "whole"), (part, "part"), (near, "near")].filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}

extension ScoreExplanation.Place {
    /// `2 whole, 1 part × 0.81`
    public var text: String { "\(counts.text) × \(Decimals.two(occurrenceWeight))" }

    /// Why an occurrence counts so much: `24 words, mean 30.2`.
    public var lengthText: String {
        "\(length) word\(length == 1 ? "" : "s"), mean \(Decimals.one(meanLength))"
    }
}

extension ScoreExplanation.BestPlace {
    /// `slide 7`, `summary`
    public var name: String {
        switch part {
        case .slides: "slide \(number)"
        case .title, .speakers, .tags, .text, .links: part.name
        }
    }

    /// What the share is of.
    public var text: String {
        "where the words meet best: a share of \(Decimals.two(ownScore))"
            + (nearness > 0 ? ", \(Decimals.two(nearness)) of it for nearness" : "")
    }
}
