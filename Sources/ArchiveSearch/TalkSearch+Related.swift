internal import FullTextIndex
public import TalkArchive

/// A talk that is about the same as another.
public struct RelatedTalk: Sendable {
    public var talk: Talk
    /// How much of what is characteristic of the other talk it has too, from 0 to about 1.
    public var similarity: Double
    /// The words that tell, as they stand in the other talk, those that tell most first.
    public var sharedWords: [String]
}

extension TalkSearch {
    /// The talks most like this one, the most alike first.
    /// - Parameter talk: one of the archive's; of another, nothing is related.
    public func related(to talk: Talk, limit: Int) -> [RelatedTalk] {
        guard let indexed = talks[talk.key.description] else { return [] }
        return index.related(to: TalkDocument.make(of: indexed), limit: limit).compactMap { related in
            talks[related.documentID].map {
                RelatedTalk(talk: $0.talk, similarity: related.similarity, sharedWords: related.sharedWords)
            }
        }
    }
}
