import Foundation

/// The constants of the ranking.
///
/// Documents are ranked by BM25F (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields",
/// CIKM 2004): the frequencies of a term in the fields are weighted and normalised by the fields' lengths, added up, and
/// saturated once. What is added to it is bounded by a share of the same quantities, so that it orders near ties.
struct RankingParameters {
    /// BM25's saturation.
    var k1 = Double(Self.saturation.k1)
    /// What an occurrence in the exact form asked for (`Pin<P>`) adds, against one of the bare word.
    var formBoost = 3.0
    /// What occurrences of the word as it was typed add, against those of any of its inflections.
    var typedShare = 0.2
    /// What occurrences as a part of identifiers are worth at most, against whole words.
    var partWeight = 0.5
    /// What occurrences of words spelled almost alike are worth at most, against whole words.
    var nearWeight = 0.2
    /// And against the least that any document with the word itself has.
    var nearShareOfLeast = 0.5
    /// How much a section's length counts against that of its field's: the shortest slides are titles and lists of links,
    /// and not the ones that explain.
    static let sectionLengthShare = 0.5
    /// The share of its best section's score that a document gets in addition.
    var bestSectionShare = 0.2
    /// What two neighbouring words of the query standing near each other may add, as a share of what the rarer one may.
    var nearnessShare = 1.0
    /// The greatest distance at which words count as near, in words.
    var nearnessWindow = 5
    /// How many of the best documents by the words alone are looked into for words near each other and for their best
    /// sections.
    var closerLookCount = 200
    /// And in how many lists of postings altogether, for queries that stand for very many terms.
    var closerLookListCount = 20_000

    /// The constants of searches without fields.
    static let saturation = Saturation(k1: 1.2, b: 0.75)

    /// The weight of a term in `documentFrequency` of `documentCount` documents, always above zero.
    func inverseDocumentFrequency(_ documentFrequency: Int, of documentCount: Int) -> Double {
        log(1 + (Double(documentCount - documentFrequency) + 0.5) / (Double(documentFrequency) + 0.5))
    }

    /// BM25's saturation of a frequency, below `k1 + 1`.
    func saturated(_ frequency: Double) -> Double {
        frequency * (k1 + 1) / (k1 + frequency)
    }

    /// What no evidence for a word without signs exceeds.
    var greatestEvidenceOfWord: Double { (k1 + 1) * (1 + typedShare) }

    /// What words spelled almost alike may add at most, so that every document with the word itself has more.
    func nearCeiling(leastEvidence: Double?) -> Double {
        min(nearWeight * (k1 + 1), leastEvidence.map { nearShareOfLeast * $0 } ?? .infinity)
    }

    /// The evidence for a term from its normalised frequencies, without words spelled almost alike: forms above wholes
    /// above parts.
    func evidence(_ frequencies: TierFrequencies) -> Double {
        let (form, typed, part) = (frequencies[.form], frequencies[.typed], frequencies[.part])
        let whole = saturated(frequencies[.whole] + typed + form)
        var evidence = whole
        if typed > 0 { evidence += typedShare * saturated(typed) }
        if part > 0 { evidence += partWeight * saturated(part) * (1 - whole / (k1 + 1)) }
        if form > 0 { evidence += formBoost * saturated(form) }
        return evidence
    }

    /// What words spelled almost alike add to it, from their normalised frequency.
    func nearEvidence(_ frequency: Double, ceiling: Double) -> Double {
        ceiling * saturated(frequency) / (k1 + 1)
    }
}
