import Foundation

@testable import FullTextIndex

/// Scores by looking at every word of every document, for texts of plain words between spaces and queries of words and
/// phrases, all asked for. Written from the description of the ranking and not from its code.
struct NaiveRanking {
    /// The words of each query part; a part of several is a phrase.
    let parts: [[String]]
    let documents: [IndexDocument]

    private static let k1 = 1.2
    private static let nearWindow = 5

    private func saturated(_ value: Double) -> Double { value * (Self.k1 + 1) / (Self.k1 + value) }

    /// Lengths are kept in one byte.
    private func rounded(_ length: Int) -> Double { Double(LengthNorm.decode(LengthNorm.encode(length))) }

    private func sections(_ field: FieldDefinition, _ document: IndexDocument) -> [[String]] {
        (document.fields[field.name] ?? []).map { $0.split(separator: " ").map(String.init) }
    }

    private func length(_ field: FieldDefinition, _ document: IndexDocument) -> Double {
        rounded(sections(field, document).reduce(0) { $0 + $1.count })
    }

    private func meanLength(_ field: FieldDefinition) -> Double {
        let lengths = documents.map { length(field, $0) }.filter { $0 > 0 }
        return lengths.isEmpty ? 0 : lengths.reduce(0, +) / Double(lengths.count)
    }

    private func meanSectionLength(_ field: FieldDefinition) -> Double {
        let count = documents.reduce(0) { $0 + sections(field, $1).count { !$0.isEmpty } }
        return count == 0 ? 0 : documents.reduce(0) { $0 + length(field, $1) } / Double(count)
    }

    /// Where a part begins.
    private func starts(_ part: [String], in words: [String]) -> [Int] {
        words.indices.filter { start in
            start + part.count <= words.count && Array(words[start..<start + part.count]) == part
        }
    }

    /// Where any word of a part stands in it.
    private func places(_ part: [String], in words: [String]) -> [Int] {
        Set(starts(part, in: words).flatMap { $0..<$0 + part.count }).sorted()
    }

    private func has(_ part: [String], _ document: IndexDocument) -> Bool {
        talkSchema.fields.contains { field in
            sections(field, document).contains { !starts(part, in: $0).isEmpty }
        }
    }

    private func rarity(_ part: [String]) -> Double {
        let found = Double(documents.count { has(part, $0) })
        return log(1 + (Double(documents.count) - found + 0.5) / (found + 0.5))
    }

    /// A word as it was typed counts a fifth more.
    private func evidence(_ part: [String], _ frequency: Double) -> Double {
        saturated(frequency) * (part.count == 1 ? 1.2 : 1)
    }

    private func occurrenceWeight(_ field: FieldDefinition, _ document: IndexDocument) -> Double {
        let b = field.lengthNormalization
        return field.weight / (1 - b + b * length(field, document) / meanLength(field))
    }

    private func nearness(_ first: [Int], _ second: [Int]) -> Double {
        first.reduce(0) { sum, place in
            sum
                + second.filter { abs($0 - place) <= Self.nearWindow }.reduce(0) {
                    $0 + 1 / pow(Double(max(1, abs($1 - place))), 2)
                }
        }
    }

    /// What neighbouring parts near each other add; the closure tells how near a part and the next one are.
    private func nearnessWorth(_ nearness: (Int) -> Double) -> Double {
        parts.indices.dropLast().reduce(0) {
            $0 + min(rarity(parts[$1]), rarity(parts[$1 + 1])) * saturated(nearness($1))
        }
    }

    /// The score of a document that has all parts.
    func score(_ document: IndexDocument) -> Double {
        var score = 0.0
        for part in parts {
            let frequency = talkSchema.fields.reduce(0.0) { sum, field in
                let count = sections(field, document).reduce(0) { $0 + starts(part, in: $1).count }
                return count == 0 ? sum : sum + Double(count) * occurrenceWeight(field, document)
            }
            score += rarity(part) * evidence(part, frequency)
        }
        guard parts.count > 1 else { return score }
        score += nearnessWorth { index in
            talkSchema.fields.reduce(0.0) { sum, field in
                sections(field, document).reduce(sum) {
                    let near = nearness(places(parts[index], in: $1), places(parts[index + 1], in: $1))
                    return near == 0 ? $0 : $0 + near * occurrenceWeight(field, document)
                }
            }
        }
        let words = sections(talkSchema.fields[3], document)
        let slides = words.map { (count: partCount($0), score: slideScore($0, isOnlyOne: words.count == 1)) }
        let best = slides.max { ($0.count, $0.score) < ($1.count, $1.score) }
        return score + 0.2 * (best.map { $0.count > 0 ? $0.score : 0 } ?? 0)
    }

    private func partCount(_ words: [String]) -> Int { parts.count { !starts($0, in: words).isEmpty } }

    /// The length of an only slide is known as that of the field.
    private func slideScore(_ words: [String], isOnlyOne: Bool) -> Double {
        let field = talkSchema.fields[3]
        let b = field.lengthNormalization / 2
        let normalization =
            1 - b + b * (isOnlyOne ? rounded(words.count) : Double(words.count)) / meanSectionLength(field)
        let ofParts = parts.reduce(0.0) { score, part in
            let count = Double(starts(part, in: words).count)
            return count == 0 ? score : score + rarity(part) * evidence(part, count / normalization)
        }
        return ofParts
            + nearnessWorth { index in
                nearness(places(parts[index], in: words), places(parts[index + 1], in: words)) / normalization
            }
    }
}
