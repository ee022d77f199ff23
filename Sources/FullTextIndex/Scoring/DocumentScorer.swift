/// Scores documents and sections of one segment. The statistics are those of the whole index, so that a document's score
/// does not depend on how the index is cut into segments.
struct DocumentScorer {
    let matches: SegmentMatches
    /// The inverse document frequency of each group.
    let weights: [Double]
    /// Weight and normalisation of the fields, and their mean lengths in words.
    let fields: [FieldStatistics]
    let parameters: RankingParameters
    /// What words spelled almost alike may add to each group's evidence.
    var nearCeilings: [Double]

    init(matches: SegmentMatches, weights: [Double], fields: [FieldStatistics], parameters: RankingParameters) {
        self.matches = matches
        self.weights = weights
        self.fields = fields
        self.parameters = parameters
        nearCeilings = weights.map { _ in 0 }
    }

    /// A section that matched.
    struct Section {
        var number: Int
        /// A bit for each group that stands in it.
        var groups: UInt64 = 0
        var score = 0.0
    }

    private var segment: Segment { matches.view.segment }

    /// The document's score: BM25F over all fields, and a share for the best section.
    func score(_ document: UInt32) -> Double {
        var score = 0.0
        for index in matches.groups.indices {
            guard let evidence = evidence(forGroup: index, in: document) else { continue }
            score += weights[index] * evidence
        }
        guard let best = bestSection(of: document) else { return score }
        return score + parameters.bestSectionShare * best.score
    }

    /// The section that counts beside the document as a whole; none where one group alone stands in the document.
    func bestSection(of document: UInt32) -> Section? {
        var groupCount = 0
        for group in matches.groups where group.range(of: document) != nil { groupCount += 1 }
        guard groupCount > 1 else { return nil }
        return sections(of: document).max { isBetter($1, than: $0) }
    }

    /// The evidence for a group in all fields together; `nil` where it does not stand.
    func evidence(forGroup index: Int, in document: UInt32) -> Double? {
        let group = matches.groups[index]
        guard let range = group.range(of: document) else { return nil }
        var frequencies = TierFrequencies()
        for occurrence in range {
            let field = Int(segment.sections.fields[Int(group.occurrences.sections[occurrence])])
            let length = Double(segment.documents.length(of: Int(document), field: field))
            frequencies.add(
                group.occurrences.entries(at: occurrence), weight: fields[field].termWeight(length: length))
        }
        return parameters.evidence(frequencies, nearCeiling: nearCeilings[index])
    }

    /// The sections of the document in which any group stands, in section order, with their own scores.
    func sections(of document: UInt32) -> [Section] {
        let range = segment.documents.sections(of: Int(document))
        var sections: [Section?] = Array(repeating: nil, count: range.count)
        for (index, group) in matches.groups.enumerated() {
            for occurrence in group.range(of: document) ?? 0..<0 {
                let number = Int(group.occurrences.sections[occurrence])
                var section = sections[number - range.lowerBound] ?? Section(number: number)
                var frequencies = TierFrequencies()
                frequencies.add(
                    group.occurrences.entries(at: occurrence), weight: 1 / normalization(of: number))
                section.groups |= 1 << UInt64(index)
                section.score +=
                    weights[index] * parameters.evidence(frequencies, nearCeiling: nearCeilings[index])
                sections[number - range.lowerBound] = section
            }
        }
        return sections.compactMap { section in
            guard var section else { return nil }
            if section.groups.nonzeroBitCount > 1 { section.score += proximity(in: section, of: document) }
            return section
        }
    }

    /// More distinct words first, then the higher score, then the earlier section.
    func isBetter(_ first: Section, than second: Section) -> Bool {
        let counts = (first.groups.nonzeroBitCount, second.groups.nonzeroBitCount)
        if counts.0 != counts.1 { return counts.0 > counts.1 }
        return first.score == second.score ? first.number < second.number : first.score > second.score
    }

    /// The positions of all groups in a section, ascending.
    func positions(in section: Int, of document: UInt32) -> [Int] {
        var positions: [UInt32] = []
        for group in matches.groups {
            guard let range = group.range(of: document),
                let index = group.occurrences.index(of: UInt32(section), from: range.lowerBound)
            else { continue }
            positions += group.occurrences.entries(at: index).map(Occurrences.position)
        }
        positions.sort()
        var unique: [Int] = []
        for position in positions where unique.last != Int(position) { unique.append(Int(position)) }
        return unique
    }

    /// The section's length against the mean of its field's sections.
    private func normalization(of section: Int) -> Double {
        fields[Int(segment.sections.fields[section])].normalization(
            sectionLength: Double(segment.sections.lengths[section]))
    }

    /// What the nearness of neighbouring groups adds.
    func proximity(in section: Section, of document: UInt32) -> Double {
        var sum = 0.0
        for index in matches.groups.indices.dropLast() {
            guard section.groups >> UInt64(index) & 3 == 3,
                let distance = distance(between: index, and: index + 1, in: section.number, of: document)
            else { continue }
            sum += parameters.proximityShare * min(weights[index], weights[index + 1]) / Double(distance)
        }
        return sum
    }

    /// The least distance between two groups in words, in the order of the query or, one word farther, against it.
    private func distance(between first: Int, and second: Int, in section: Int, of document: UInt32) -> UInt32? {
        let slices = [first, second].map { index -> ArraySlice<UInt32> in
            let group = matches.groups[index]
            guard let range = group.range(of: document),
                let found = group.occurrences.index(of: UInt32(section), from: range.lowerBound)
            else { return [] }
            return group.occurrences.entries(at: found)
        }
        var best: UInt32?
        var left = slices[0].startIndex
        var right = slices[1].startIndex
        while left < slices[0].endIndex, right < slices[1].endIndex {
            let positions = (Occurrences.position(slices[0][left]), Occurrences.position(slices[1][right]))
            // Both parts of one identifier stand at the same position, which is as near as can be.
            let distance =
                positions.0 <= positions.1 ? max(1, positions.1 - positions.0) : positions.0 - positions.1 + 1
            if distance <= parameters.proximityWindow { best = min(best ?? distance, distance) }
            if positions.0 < positions.1 { left += 1 } else { right += 1 }
        }
        return best
    }
}

/// A field's part in the scores.
struct FieldStatistics {
    var weight: Double
    var lengthNormalization: Double
    /// Over the documents that have the field.
    var meanLength: Double
    /// Over the sections of the field that have words.
    var meanSectionLength: Double

    /// What one occurrence counts in a field of this length.
    func termWeight(length: Double) -> Double {
        guard meanLength > 0 else { return weight }
        return weight / (1 - lengthNormalization + lengthNormalization * length / meanLength)
    }

    /// By what occurrences in a section of this length are divided.
    func normalization(sectionLength: Double) -> Double {
        guard meanSectionLength > 0 else { return 1 }
        return 1 - lengthNormalization + lengthNormalization * sectionLength / meanSectionLength
    }
}
