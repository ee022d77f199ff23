import Foundation

/// The constants of the ranking.
///
/// Documents are ranked by BM25F (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields",
/// CIKM 2004): the frequencies of a term in the fields are weighted and normalised by the fields' lengths, added up, and
/// saturated once. What is added to it is bounded by a share of the same quantities, so that it orders near ties.
struct RankingParameters {
    /// BM25's saturation.
    var k1 = 1.2
    /// What an occurrence in the exact form asked for (`Pin<P>`) adds, against one of the bare word.
    var formBoost = 3.0
    /// What occurrences as a part of identifiers are worth at most, against whole words.
    var partWeight = 0.5
    /// What occurrences of words spelled almost alike are worth at most, against whole words.
    var nearWeight = 0.2
    /// And against the least that any document with the word itself has.
    var nearShareOfLeast = 0.5
    /// The share of its best section's score that a document gets in addition.
    var bestSectionShare = 0.2
    /// What two neighbouring words of the query standing together add, as a share of the rarer one's weight.
    var proximityShare = 0.5
    /// The greatest distance at which words count as near, in words.
    var proximityWindow: UInt32 = 8

    /// The weight of a term in `documentFrequency` of `documentCount` documents, always above zero.
    func inverseDocumentFrequency(_ documentFrequency: Int, of documentCount: Int) -> Double {
        log(1 + (Double(documentCount - documentFrequency) + 0.5) / (Double(documentFrequency) + 0.5))
    }

    /// BM25's saturation of a frequency, below `k1 + 1`.
    func saturated(_ frequency: Double) -> Double {
        frequency * (k1 + 1) / (k1 + frequency)
    }

    /// What words spelled almost alike may add at most, so that every document with the word itself has more.
    func nearCeiling(leastEvidence: Double?) -> Double {
        min(nearWeight * (k1 + 1), leastEvidence.map { nearShareOfLeast * $0 } ?? .infinity)
    }

    /// The evidence for a term from its normalised frequencies: forms above wholes above parts above words spelled almost
    /// alike.
    func evidence(_ frequencies: TierFrequencies, nearCeiling: Double = 0) -> Double {
        let whole = saturated(frequencies.whole + frequencies.form)
        var evidence = whole
        if frequencies.part > 0 {
            evidence += partWeight * saturated(frequencies.part) * (1 - whole / (k1 + 1))
        }
        if frequencies.form > 0 { evidence += formBoost * saturated(frequencies.form) }
        if frequencies.near > 0 { evidence += nearCeiling * saturated(frequencies.near) / (k1 + 1) }
        return evidence
    }
}

/// How often a term stands in a text, by tier of match.
struct TierFrequencies {
    var form = 0.0
    var whole = 0.0
    var part = 0.0
    var near = 0.0

    /// Counts entries, each as much as `weight`. A position with a form and a whole counts as the form.
    mutating func add(_ entries: ArraySlice<UInt32>, weight: Double) {
        var lastCounted: UInt32?
        for entry in entries {
            let position = Occurrences.position(entry)
            guard position != lastCounted else { continue }
            switch Occurrences.tier(entry) {
            case Occurrences.Tier.form.rawValue: form += weight
            case Occurrences.Tier.whole.rawValue: whole += weight
            case Occurrences.Tier.part.rawValue: part += weight
            case Occurrences.Tier.near.rawValue: near += weight
            default: continue
            }
            lastCounted = position
        }
    }
}
