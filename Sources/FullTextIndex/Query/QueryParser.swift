/// Reads the query language.
///
///     query  = *( [ "OR" ] item )
///     item   = [ "-" ] ( "(" query ")" / [ name ":" ] ( phrase / word [ "*" ] ) )
///     phrase = <"> text <">
///
/// All items are asked for; `OR` makes alternatives of the two beside it and binds tighter: `a b OR c` is `a (b OR c)`.
/// `name` is a query name of a field or of a facet of the schema, or `has` with a field's query name as the word. Two
/// values of one facet side by side are alternatives, as a document seldom has both: `year:2021 year:2022`.
///
/// A parenthesis groups only at the outer edge of a word or phrase and with a partner: an opening one after a space, a
/// minus or another one, a closing one before a space or another one. Inside of words they belong to them: `foo()`,
/// `Fn(x)` and `f(a, b)` are words, and the last parenthesis of `(println!() OR Box::new(x))` closes the group.
///
/// Nothing is an error: a quote that is not closed, a parenthesis without partner, a name that is not known, brackets
/// and all other signs only separate words, and those words are searched.
struct QueryParser {
    private let schema: IndexSchema
    private let analyzer: Analyzer
    private let limits: QueryLimits
    private let stemmer: Stemmer?
    private let names: [String: FieldName]
    private var query = ParsedQuery()
    private var open = OpenGroups()
    /// How many open parentheses are too deep to count.
    private var flattenedCount = 0
    private var filterCount = 0

    private enum FieldName {
        case field(Int)
        case facet(String)
    }

    init(schema: IndexSchema, analyzer: Analyzer, limits: QueryLimits) {
        self.schema = schema
        self.analyzer = analyzer
        self.limits = limits
        stemmer = analyzer.makeStemmer()
        var names: [String: FieldName] = [:]
        for facet in schema.facets {
            for name in [facet.name] + facet.queryNames { names[name.lowercased()] = .facet(facet.name) }
        }
        for (index, field) in schema.fields.enumerated() {
            for name in [field.name] + field.queryNames { names[name.lowercased()] = .field(index) }
        }
        self.names = names
    }

    /// The query that a text stands for.
    consuming func parse(_ text: String) -> ParsedQuery {
        var text = text
        if text.utf8.count > limits.queryByteCount {
            query.limitsReached.insert(.queryLength)
            text = String(decoding: text.utf8.prefix(limits.queryByteCount), as: UTF8.self)
        }
        let items = text.withUTF8 { QueryLexer(bytes: $0).items() }
        let bytes = Array(text.utf8)
        for item in items {
            switch item {
            case .opening(let range, let isNegated): openGroup(at: range.lowerBound, isNegated: isNegated)
            case .closing(let range): closeGroup(bytes, end: range.upperBound)
            case .lexeme(let lexeme): read(lexeme, in: bytes)
            }
        }
        finish()
        return query
    }

    // MARK: Items

    private mutating func read(_ lexeme: QueryLexer.Lexeme, in bytes: [UInt8]) {
        var lexeme = lexeme
        let content = bytes[lexeme.content]
        if lexeme.isBare, content.elementsEqual("OR".utf8) {
            if !open.startAlternative() { ignore(content) }
            return
        }
        if lexeme.isBare, content.elementsEqual("AND".utf8) {
            return
        }
        var field: Int?
        if let range = lexeme.name {
            switch names[String(decoding: bytes[range], as: UTF8.self).lowercased()] {
            case .field(let index): field = index
            case .facet(let name):
                if readFilter(name, value: content, isExcluded: lexeme.isNegated) { return }
            case nil:
                if readPresence(name: bytes[range], of: content, isExcluded: lexeme.isNegated) { return }
                // Not a name: the whole is words.
                if !lexeme.isPhrase { lexeme.content = range.lowerBound..<lexeme.content.upperBound }
            }
        }
        let found =
            lexeme.isPhrase
            ? readPhrase(lexeme, field: field, in: bytes) : readWords(lexeme, field: field, in: bytes)
        if !found { ignore(bytes[lexeme.whole]) }
    }

    private mutating func ignore(_ bytes: ArraySlice<UInt8>) {
        query.ignored.append(String(decoding: bytes, as: UTF8.self))
    }

    private mutating func readFilter(_ facet: String, value: ArraySlice<UInt8>, isExcluded: Bool) -> Bool {
        let folded = Folding.fold(String(decoding: value, as: UTF8.self))
        guard !folded.isEmpty else { return false }
        guard countFilter() else { return true }
        let filter = QueryInterpretation.Filter(facet: facet, value: folded)
        open.add(isExcluded ? .not(.filter(filter)) : .filter(filter))
        query.filters.append(
            QueryInterpretation.Filter(
                facet: facet, value: folded, isExcluded: isExcluded != (open.negationCount % 2 == 1)))
        return true
    }

    /// `has:` with the name of a field.
    private mutating func readPresence(
        name: ArraySlice<UInt8>, of field: ArraySlice<UInt8>, isExcluded: Bool
    ) -> Bool {
        guard String(decoding: name, as: UTF8.self).lowercased() == "has",
            case .field(let index) = names[String(decoding: field, as: UTF8.self).lowercased()]
        else { return false }
        if countFilter() { open.add(isExcluded ? .not(.has(index)) : .has(index)) }
        return true
    }

    private mutating func countFilter() -> Bool {
        guard filterCount < limits.termCount else {
            query.limitsReached.insert(.termCount)
            return false
        }
        filterCount += 1
        return true
    }

    private mutating func readPhrase(_ lexeme: QueryLexer.Lexeme, field: Int?, in bytes: [UInt8]) -> Bool {
        let (words, _) = words(of: bytes[lexeme.content])
        guard !words.isEmpty else { return false }
        if words.count > limits.phraseWordCount { query.limitsReached.insert(.phraseLength) }
        let taken = words.prefix(limits.phraseWordCount).map(\.word)
        let kind: QueryInterpretation.Term.Kind = taken.count > 1 ? .phrase : .word
        add(
            ParsedQuery.Atom(kind: kind, words: Array(taken), field: field, range: lexeme.whole, isQuoted: true),
            lexeme)
        return true
    }

    private mutating func readWords(_ lexeme: QueryLexer.Lexeme, field: Int?, in bytes: [UInt8]) -> Bool {
        let content = bytes[lexeme.content]
        let (words, text) = words(of: content)
        guard !words.isEmpty else { return false }
        var index = 0
        while index < words.count {
            // The characters of a text without spaces are looked for one after the other.
            var end = index + 1
            while end < words.count, words[end - 1].source.joinsNext { end += 1 }
            let range =
                lexeme.content.lowerBound + words[index].source.utf8Range.lowerBound..<lexeme.content.lowerBound
                + words[end - 1].source.utf8Range.upperBound
            let isPrefix =
                end == words.count && content.last == UInt8(ascii: "*")
                && words[index].source.utf8Range.upperBound == content.count - 1
            if isPrefix, end == index + 1, let whole = words[index].word.wholes.last {
                add(
                    ParsedQuery.Atom(
                        kind: .prefix, words: [ParsedQuery.Word(exactly: whole)], field: field, range: range), lexeme)
            } else if !isArgument(index, of: words, in: text) {
                add(
                    ParsedQuery.Atom(
                        kind: end - index > 1 ? .phrase : .word, words: words[index..<end].map(\.word), field: field,
                        range: range), lexeme)
            }
            index = end
        }
        return true
    }

    /// Whether the word is the `P` of `Pin<P>`, which is part of the form and not worth looking for.
    private func isArgument(_ index: Int, of words: [FoundWord], in text: AnalyzedText) -> Bool {
        guard words[index].source.utf8Range.count == 1 else { return false }
        return words[..<index].contains {
            $0.source.outerUTF8Range.upperBound > words[index].source.utf8Range.upperBound
        }
    }

    private struct FoundWord {
        var word: ParsedQuery.Word
        var source: AnalyzedText.Word
    }

    private func words(of bytes: ArraySlice<UInt8>) -> ([FoundWord], AnalyzedText) {
        let text = bytes.withUnsafeBufferPointer { analyzer.analyze(utf8: $0) }
        var words = text.words.map {
            FoundWord(word: ParsedQuery.Word($0, in: text, stemmer: stemmer), source: $0)
        }
        // The last character of a run is a word of its own in the text only where the run ends there.
        for index in words.indices where index > 0 && words[index - 1].source.joinsNext {
            if !words[index].source.joinsNext { words[index].word.stem = nil }
        }
        return (words, text)
    }

    // MARK: Groups

    private mutating func openGroup(at start: Int, isNegated: Bool) {
        guard open.depth < limits.nestingDepth else {
            query.limitsReached.insert(.nestingDepth)
            flattenedCount += 1
            return
        }
        open.push(OpenGroups.Group(isNegated: isNegated, start: start, ignoredCount: query.ignored.count))
    }

    private mutating func closeGroup(_ bytes: [UInt8], end: Int) {
        guard flattenedCount == 0 else {
            flattenedCount -= 1
            return
        }
        guard let group = open.pop() else { return }
        let nodes = group.nodes
        if nodes.isEmpty {
            if query.ignored.count == group.ignoredCount { ignore(bytes[group.start..<end]) }
            return
        }
        let node = nodes.count == 1 ? nodes[0] : .all(nodes)
        open.add(group.isNegated ? .not(node) : node)
    }

    private mutating func finish() {
        var nodes = open.current.nodes
        if nodes.count == 1, case .all(let inner) = nodes[0] { nodes = inner }
        query.clauses = nodes.filter(\.asksForWords)
        query.conditions = nodes.filter { !$0.asksForWords }
    }

    private mutating func add(_ atom: ParsedQuery.Atom, _ lexeme: QueryLexer.Lexeme) {
        guard query.groups.joined().count + query.unwanted.joined().count < limits.termCount else {
            query.limitsReached.insert(.termCount)
            return
        }
        let isUnwanted = lexeme.isNegated || open.negationCount > 0
        let path: WritableKeyPath<ParsedQuery, [[ParsedQuery.Atom]]> = isUnwanted ? \.unwanted : \.groups
        let last = query[keyPath: path].count - 1
        // Alternatives that follow each other are one group, whose words count as one.
        if !lexeme.isNegated, open.alternative?.groupNumber(isUnwanted: isUnwanted) == last, last >= 0 {
            query[keyPath: path][last].append(atom)
            open.endAlternative()
            return
        }
        query[keyPath: path].append([atom])
        let node = isUnwanted ? ParsedQuery.Node.unwanted(last + 1) : .group(last + 1)
        open.add(lexeme.isNegated ? .not(node) : node)
    }
}

extension ParsedQuery.Node {
    /// The number of the group, if it is nothing else.
    fileprivate func groupNumber(isUnwanted: Bool) -> Int? {
        switch self {
        case .group(let number): isUnwanted ? nil : number
        case .unwanted(let number): isUnwanted ? number : nil
        case .filter, .has, .all, .any, .not: nil
        }
    }
}
