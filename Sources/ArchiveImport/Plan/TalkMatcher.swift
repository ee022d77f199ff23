internal import TalkArchive

/// Finds for each talk of a source the one that the archive has already, or a name that is free.
struct TalkMatcher {
    struct Match {
        var slug: TalkSlug
        var state: State

        enum State {
            case new
            case known(Talk)
            /// The name is taken by something that is no talk.
            case blocked
        }
    }

    private let talks: [TalkSlug: Talk]
    private let byTitle: [String: [Talk]]
    /// Everything that lies in the edition's folder.
    private let names: Set<String>

    init(edition: Edition, names: Set<String>) {
        talks = Dictionary(edition.talks.map { ($0.key.slug, $0) }) { first, _ in first }
        let sorted = edition.talks.sorted { ($0.order ?? .max, $0.key.slug) < ($1.order ?? .max, $1.key.slug) }
        byTitle = Dictionary(grouping: sorted) { Self.folded($0.title) }
        self.names = names
    }

    /// One for each talk, in their order.
    mutating func matches(_ imported: [ImportedTalk]) -> [Match] {
        var matches = [Match?](repeating: nil, count: imported.count)
        var used: Set<TalkSlug> = []
        // The same title first, so that what is known by its title keeps its name; of several with one title, the one
        // in the same place of the programme.
        for isSamePlace in [true, false] {
            for (index, talk) in imported.enumerated() where matches[index] == nil {
                let same = byTitle[Self.folded(talk.title)] ?? []
                let known = same.first { !used.contains($0.key.slug) && (!isSamePlace || $0.order == index + 1) }
                guard let known else { continue }
                used.insert(known.key.slug)
                matches[index] = Match(slug: known.key.slug, state: .known(known))
            }
        }
        for (index, talk) in imported.enumerated() where matches[index] == nil {
            let match = match(talk, number: index + 1, used: used)
            used.insert(match.slug)
            matches[index] = match
        }
        return matches.compactMap { $0 }
    }

    private func match(_ talk: ImportedTalk, number: Int, used: Set<TalkSlug>) -> Match {
        guard let base = TalkSlug(title: talk.title) ?? TalkSlug("talk-\(number)") else {
            preconditionFailure("a number behind a word is a slug")
        }
        var slug = base
        var count = 1
        while used.contains(slug) || (count > 1 && names.contains(slug.description)),
            let next = base.numbered(count + 1)
        {
            count += 1
            slug = next
        }
        if let known = talks[slug] { return Match(slug: slug, state: .known(known)) }
        return Match(slug: slug, state: names.contains(slug.description) ? .blocked : .new)
    }

    /// A title by its words alone; one without any by its characters.
    private static func folded(_ title: String) -> String {
        let words = ProgrammeReader.folded(title)
        return words.isEmpty ? title : words
    }
}
