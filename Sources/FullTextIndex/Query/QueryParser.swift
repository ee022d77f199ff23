/// Reads the query language.
///
///     query  = *( [ "OR" ] item )
///     item   = [ "-" ] [ name ":" ] ( phrase / word [ "*" ] )
///     phrase = <"> text <">
///
/// `name` is a query name of a field or of a facet of the schema. Nothing is an error: a quote that is not closed, a name
/// that is not known, brackets and all other signs only separate words, and those words are searched.
struct QueryParser {
    private let schema: IndexSchema
    private let analyzer: Analyzer
    private let limits: QueryLimits
    private let stemmer: Stemmer?
    private let names: [String: FieldName]
    private var query = ParsedQuery()
    /// Whether an `OR` was read whose right side is still to come.
    private var isAlternative = false

    private enum FieldName {
        case field(Int)
        case facet(String)
    }

    init(schema: IndexSchema, analyzer: Analyzer, limits: QueryLimits) {
        self.schema = schema
        self.analyzer = analyzer
        self.limits = limits
        stemmer = analyzer.options.language.flatMap { Stemmer(language: $0) }
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
        let lexemes = text.withUTF8 { QueryLexer(bytes: $0).lexemes() }
        let bytes = Array(text.utf8)
        for lexeme in lexemes { read(lexeme, in: bytes) }
        return query
    }

    // MARK: Items

    private mutating func read(_ lexeme: QueryLexer.Lexeme, in bytes: [UInt8]) {
        var lexeme = lexeme
        let content = bytes[lexeme.content]
        if lexeme.isBare, content.elementsEqual("OR".utf8) {
            if query.groups.isEmpty { ignore(content) } else { isAlternative = true }
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
        query.filters.append(QueryInterpretation.Filter(facet: facet, value: folded, isExcluded: isExcluded))
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

    private mutating func add(_ atom: ParsedQuery.Atom, _ lexeme: QueryLexer.Lexeme) {
        let count = query.groups.reduce(query.excluded.count) { $0 + $1.count }
        guard count < limits.termCount else {
            query.limitsReached.insert(.termCount)
            return
        }
        if lexeme.isNegated {
            query.excluded.append(atom)
        } else if isAlternative, !query.groups.isEmpty {
            query.groups[query.groups.count - 1].append(atom)
        } else {
            query.groups.append([atom])
        }
        isAlternative = false
    }
}
