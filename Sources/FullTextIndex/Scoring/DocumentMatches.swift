/// Where the groups of a query stand in one document.
struct DocumentMatches {
    /// A word that matched.
    struct Occurrence {
        let field: Int
        /// The section's position in its field.
        let section: Int
        /// The word's index in the section.
        let word: Int
        /// The section's words.
        let sectionLength: Int
        let tier: MatchTier
    }

    /// By group, ascending by field, section and word.
    let groups: [[Occurrence]]
}

/// Reads where the groups of a query stand, document by document, forward.
struct DocumentReader {
    private let segment: Segment
    private let readers: [MatchReader]

    init(_ plans: [MatchPlan], in segment: Segment) {
        self.segment = segment
        readers = plans.map { MatchReader($0, in: segment) }
    }

    /// The matches in a document; the documents asked for never descend.
    func matches(in document: Int) -> DocumentMatches {
        var groups = [[DocumentMatches.Occurrence]](repeating: [], count: readers.count)
        var found: [TieredPosition] = []
        for field in 0..<segment.fieldCount {
            let text = segment.text(field, of: document)
            guard segment.postings.norms[text] > 0 else { continue }
            let sections = segment.sections(ofText: text)
            for (group, reader) in readers.enumerated() {
                found.removeAll(keepingCapacity: true)
                reader.append(in: UInt32(text), to: &found)
                for match in found {
                    let place = sections.place(of: Int(match.position))
                    groups[group].append(
                        DocumentMatches.Occurrence(
                            field: field, section: place.section, word: place.word, sectionLength: place.length,
                            tier: match.tier))
                }
            }
        }
        return DocumentMatches(groups: groups)
    }
}
