import FullTextIndex

/// What holds for the marks and fragments of every text, whichever words are to be marked.
struct SnippetLaws {
    let analyzer: Analyzer
    let text: String

    private var maker: SnippetMaker { SnippetMaker(analyzer: analyzer) }

    func check(matched: [Int]) {
        let words = analyzer.wordRanges(in: text)
        law(
            matched.isStrictlyAscending && matched.allSatisfy((0..<words.count).contains),
            "what matches are words: \(matched)")
        let odd = [Int.max, 1, words.count, 0, words.count - 1, 3, 1, -1, Int.min]
        for indices in [matched, odd, []] {
            let expected = Set(indices).filter((0..<words.count).contains).sorted().map { words[$0] }
            let marks = maker.marks(in: text, wordIndices: indices).map {
                text.utf8Offset(of: $0.lowerBound)..<text.utf8Offset(of: $0.upperBound)
            }
            law(marks == expected, "the words asked for are marked: \(marks), \(expected)")
            checkRuns(indices, marked: expected)
            for length in [1, 20, 160] { checkFragments(indices, words, length, hasMarks: !expected.isEmpty) }
        }
    }

    private func checkRuns(_ indices: [Int], marked: [Range<Int>]) {
        let runs = maker.runs(of: text, wordIndices: indices)
        law(runs.map(\.text).joined().utf8.elementsEqual(text.utf8), "runs are the text: \(runs)")
        checkShape(of: runs)
        var start = 0
        for run in runs {
            let range = start..<start + run.text.utf8.count
            start = range.upperBound
            let isIn = marked.filter { $0.overlaps(range) }
            law(
                run.isMarked ? !isIn.isEmpty && isIn.allSatisfy { range.contains($0.lowerBound) } : isIn.isEmpty,
                "what is marked is a word asked for: \(runs)")
        }
    }

    private func checkFragments(_ indices: [Int], _ words: WordRanges, _ length: Int, hasMarks: Bool) {
        let fragments = maker.fragments(of: text, wordIndices: indices, maximumLength: length, count: 3)
        law((1...3).contains(fragments.count), "as many fragments as asked for: \(fragments)")
        let wholeText = collapsed(text)
        for fragment in fragments {
            law(wholeText.contains(Array(fragment.text.unicodeScalars)), "a fragment is part of the text: \(fragment)")
            law(fragment.text.unicodeScalars.count <= length, "a fragment is not too long: \(fragment)")
            law(fragment.runs.contains(where: \.isMarked) == hasMarks, "a fragment shows what matched: \(fragment)")
            checkShape(of: fragment.runs)
        }
        let given = maker.fragments(of: text, words: words, wordIndices: indices, maximumLength: length, count: 3)
        law(given == fragments, "ranges known before change nothing: \(given)")
    }

    /// The text with a space for each run of white space.
    private func collapsed(_ text: String) -> [Unicode.Scalar] {
        var scalars: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            let isSpace = scalar.value <= 0x20 || scalar.properties.isWhitespace
            if !isSpace || scalars.last != " " { scalars.append(isSpace ? " " : scalar) }
        }
        return scalars
    }

    private func checkShape(of runs: [SnippetRun]) {
        law(runs.allSatisfy { !$0.text.isEmpty }, "no run is empty: \(runs)")
        law(zip(runs, runs.dropFirst()).allSatisfy { $0.isMarked != $1.isMarked }, "runs take turns: \(runs)")
    }
}
