extension ParsedQuery {
    /// The query for documents that need to have only some of its words: without words that are in nearly every text
    /// (`StopWords`), unless there are no others, and with words joined by hyphens cut apart.
    ///
    /// Words in quotes or of one field, alternatives, and all that stands in parentheses stay as they are.
    func forAnyWord(_ analyzer: Analyzer) -> ParsedQuery {
        let stopWords = analyzer.stopWords
        let stemmer = analyzer.makeStemmer()
        let loose = clauses.map { looseGroup(of: $0) }
        let isStopped = loose.map { group in
            group.map { stopWords.contains(groups[$0][0].words[0].wholes.last ?? []) } ?? false
        }
        let keepsAll = !isStopped.contains(false)
        var result = self
        result.groups = []
        result.clauses = []
        for (index, clause) in clauses.enumerated() where keepsAll || !isStopped[index] {
            if let group = loose[index] {
                for word in groups[group][0].words[0].cutApart(stemmer) {
                    var atom = groups[group][0]
                    atom.words = [word]
                    result.clauses.append(.group(result.groups.count))
                    result.groups.append([atom])
                }
            } else {
                result.clauses.append(
                    clause.mappingGroups { number in
                        result.groups.append(groups[number])
                        return result.groups.count - 1
                    })
            }
        }
        return result
    }

    /// The number of the group that is all of a clause, if that is one bare word.
    private func looseGroup(of clause: Node) -> Int? {
        guard case .group(let number) = clause, groups[number].count == 1, groups[number][0].kind == .word,
            !groups[number][0].isQuoted, groups[number][0].field == nil, groups[number][0].words.count == 1
        else { return nil }
        return number
    }
}

extension ParsedQuery.Word {
    /// The words that hyphens or slashes join, or the word itself.
    fileprivate func cutApart(_ stemmer: Stemmer?) -> [ParsedQuery.Word] {
        guard isJoinedOfWords, parts.count > 1 else { return [self] }
        return parts.map { ParsedQuery.Word(exactly: $0, stem: stemmer?.stem($0)) }
    }
}

extension ParsedQuery.Node {
    fileprivate func mappingGroups(_ newNumber: (Int) -> Int) -> ParsedQuery.Node {
        switch self {
        case .group(let number): .group(newNumber(number))
        case .all(let nodes): .all(nodes.map { $0.mappingGroups(newNumber) })
        case .any(let nodes): .any(nodes.map { $0.mappingGroups(newNumber) })
        case .unwanted, .filter, .has, .not: self
        }
    }
}
