/// Scores the sections of a document, and what words near each other add to the document.
struct SectionScorer {
    let segment: Segment
    /// The inverse document frequency of each group, and what words spelled almost alike may add to its evidence.
    let weights: [Double]
    let nearCeilings: [Double]
    let fields: [FieldStatistics]
    let parameters: RankingParameters

    /// A section in which any group stands.
    struct Section {
        let field: Int
        let number: Int
        /// A bit for each group that stands in it.
        var groups: UInt64 = 0
        var score = 0.0
        /// The part of the score that is for words near each other.
        var nearness = 0.0
        /// The words that matched, ascending.
        var words: [Int] = []
    }

    /// The occurrences of one group in one section.
    private struct Run {
        let field: Int
        let section: Int
        let group: Int
        /// Indices into the group's occurrences.
        let places: Range<Int>
    }

    /// The sections of the document, by field and position.
    /// - Parameter namesWords: whether the words that matched are wanted, too.
    func sections(of matches: DocumentMatches, namesWords: Bool) -> [Section] {
        let runs = runs(of: matches)
        var sections: [Section] = []
        var start = 0
        while start < runs.count {
            let first = runs[start]
            let end = runs[start...].firstIndex { $0.field != first.field || $0.section != first.section } ?? runs.count
            sections.append(section(of: runs[start..<end], matches, namesWords: namesWords))
            start = end
        }
        return sections
    }

    /// What the nearness of neighbouring groups adds, wherever in the document they are near.
    func nearness(of matches: DocumentMatches, in document: Int) -> Double {
        guard weights.count > 1 else { return 0 }
        var sums = [Double](repeating: 0, count: weights.count)
        forEachPairOfRuns(runs(of: matches)[...]) { first, second in
            let norm = segment.postings.norms[segment.text(first.field, of: document)]
            sums[first.group] += Double(fields[first.field].weights[Int(norm)]) * nearness(of: first, second, matches)
        }
        return worth(ofNearness: sums)
    }

    /// More distinct words first, then the higher score, then the earlier section.
    func isBetter(_ first: Section, than second: Section) -> Bool {
        let counts = (first.groups.nonzeroBitCount, second.groups.nonzeroBitCount)
        if counts.0 != counts.1 { return counts.0 > counts.1 }
        if first.score != second.score { return first.score > second.score }
        return (first.field, first.number) < (second.field, second.number)
    }

    // MARK: One section

    private func section(of runs: ArraySlice<Run>, _ matches: DocumentMatches, namesWords: Bool) -> Section {
        guard let first = runs.first else { return Section(field: 0, number: 0) }
        let length = matches.groups[first.group][first.places.lowerBound].sectionLength
        var section = Section(field: first.field, number: first.section)
        let normalization = fields[first.field].normalization(sectionLength: length)
        for run in runs {
            var frequencies = TierFrequencies()
            let weight = Float(1 / normalization)
            for place in run.places { frequencies.add(matches.groups[run.group][place].tier, weight: weight) }
            section.groups |= 1 << UInt64(run.group)
            section.score +=
                weights[run.group]
                * (parameters.evidence(frequencies)
                    + parameters.nearEvidence(frequencies[.near], ceiling: nearCeilings[run.group]))
            if namesWords {
                for place in run.places { section.words.append(matches.groups[run.group][place].word) }
            }
        }
        if runs.count > 1 {
            var sums = [Double](repeating: 0, count: weights.count)
            forEachPairOfRuns(runs) { sums[$0.group] += nearness(of: $0, $1, matches) / normalization }
            section.nearness = worth(ofNearness: sums)
            section.score += section.nearness
        }
        if namesWords { section.words = section.words.sortedWithoutRepetition() }
        return section
    }

    /// The runs, by section and then by group.
    private func runs(of matches: DocumentMatches) -> [Run] {
        var runs: [Run] = []
        for (group, occurrences) in matches.groups.enumerated() {
            var start = 0
            while start < occurrences.count {
                let first = occurrences[start]
                var end = start + 1
                while end < occurrences.count, occurrences[end].section == first.section,
                    occurrences[end].field == first.field
                { end += 1 }
                runs.append(Run(field: first.field, section: first.section, group: group, places: start..<end))
                start = end
            }
        }
        // Those of one group are in order already.
        if matches.groups.count > 1 {
            runs.sort { ($0.field, $0.section, $0.group) < ($1.field, $1.section, $1.group) }
        }
        return runs
    }

    // MARK: Nearness

    /// Calls the closure with the runs of two groups, neighbours in the query, that stand in one section.
    private func forEachPairOfRuns(_ runs: ArraySlice<Run>, _ body: (Run, Run) -> Void) {
        for (first, second) in zip(runs, runs.dropFirst())
        where first.section == second.section && first.field == second.field && first.group + 1 == second.group {
            body(first, second)
        }
    }

    /// The sum over all pairs within the window of the inverse square of their distance (Rasolofo and Savoy, "Term
    /// proximity scoring for keyword-based retrieval systems", ECIR 2003).
    private func nearness(of first: Run, _ second: Run, _ matches: DocumentMatches) -> Double {
        let window = parameters.nearnessWindow
        let (firsts, seconds) = (matches.groups[first.group], matches.groups[second.group])
        var sum = 0.0
        var start = second.places.lowerBound
        // Words spelled almost alike may be meant or not: side by side they prove nothing.
        for place in first.places where firsts[place].tier != .near {
            let word = firsts[place].word
            while start < second.places.upperBound, seconds[start].word < word - window { start += 1 }
            for other in start..<second.places.upperBound {
                guard seconds[other].word <= word + window else { break }
                guard seconds[other].tier != .near else { continue }
                // Both parts of one identifier stand at the same position, which is as near as can be.
                let distance = max(1, abs(seconds[other].word - word))
                sum += 1 / Double(distance * distance)
            }
        }
        return sum
    }

    /// What sums of nearness are worth, by the first group of each pair.
    private func worth(ofNearness sums: [Double]) -> Double {
        sums.indices.dropLast().reduce(0) { worth, group in
            worth + parameters.nearnessShare * min(weights[group], weights[group + 1])
                * parameters.saturated(sums[group])
        }
    }
}

extension [Int] {
    fileprivate func sortedWithoutRepetition() -> [Int] {
        var result: [Int] = []
        for number in sorted() where result.last != number { result.append(number) }
        return result
    }
}
