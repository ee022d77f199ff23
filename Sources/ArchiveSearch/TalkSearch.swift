internal import FullTextIndex
public import TalkArchive

/// The talks of an archive, made searchable: an immutable value that belongs to one state of the archive.
///
/// Making the next one (`updated`) indexes only the talks that differ.
public struct TalkSearch: Sendable {
    let index: FullTextIndex
    let talks: [String: IndexedTalk]
    let speakerNames: [SpeakerSlug: String]
    let editionNames: [EditionID: String]

    /// An empty archive's search.
    /// - Parameter language: BCP 47 language of the texts; words of one without a stemmer are compared as they are.
    public init(language: String) {
        self.init(language: language, limits: QueryLimits())
    }

    /// An empty archive's search that bounds queries otherwise than readers need.
    init(language: String, limits: QueryLimits) {
        index = FullTextIndex(
            schema: TalkDocument.schema,
            options: AnalyzerOptions(language: AnalyzerOptions.Language(languageTag: language)), limits: limits)
        talks = [:]
        speakerNames = [:]
        editionNames = [:]
    }

    private init(index: FullTextIndex, talks: [String: IndexedTalk], archive: Archive) {
        self.index = index
        self.talks = talks
        speakerNames = Dictionary(
            archive.speakers.map { ($0.slug, $0.name) }, uniquingKeysWith: { first, _ in first })
        editionNames = Dictionary(
            archive.editions.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// The same search over another index of the same talks.
    init(_ other: TalkSearch, index: FullTextIndex) {
        self.index = index
        talks = other.talks
        speakerNames = other.speakerNames
        editionNames = other.editionNames
    }

    /// The search over a new state of the archive.
    /// - Parameters:
    ///   - archive: what may be found.
    ///   - contents: what the decks say, by the hash of their bytes.
    public func updated(to archive: Archive, contents: [ContentHash: DeckContent]) -> TalkSearch {
        var next: [String: IndexedTalk] = [:]
        var changes: [IndexChange] = []
        for talk in archive.talks {
            let id = talk.key.description
            let content = talk.currentDeck.flatMap { contents[$0.hash] }
            if let known = talks[id], known.talk == talk, known.content == content?.slides {
                next[id] = known
                continue
            }
            let indexed = IndexedTalk(talk, content: content, analyzer: index.analyzer)
            next[id] = indexed
            changes.append(.put(TalkDocument.make(of: indexed)))
        }
        for id in talks.keys where next[id] == nil { changes.append(.remove(id: id)) }
        return TalkSearch(
            index: changes.isEmpty ? index : index.applying(changes), talks: next, archive: archive)
    }
}
