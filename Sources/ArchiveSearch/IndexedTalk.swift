internal import FullTextIndex
internal import TalkArchive

/// A talk with the very texts that were indexed, from which snippets are cut.
struct IndexedTalk: Sendable {
    let talk: Talk
    let title: IndexedText
    /// One for each speaker's name.
    let speakers: [IndexedText]
    /// The abstract or summary.
    let text: IndexedText
    /// One for each page of the current deck, without what other pages say for it.
    let slides: [IndexedText]
    /// One for each page: a line for each address on it, which begins with the address.
    let links: [IndexedText]
    /// The pages as they were indexed, shared with the archive's contents; nil when the deck was not readable. When it
    /// becomes so, or text is recognised in it, the talk is indexed anew.
    let content: [Slide]?

    /// - Parameter content: of the current deck; nil when there is none or it cannot be read.
    init(_ talk: Talk, content: DeckContent?, analyzer: Analyzer) {
        self.talk = talk
        title = IndexedText(talk.title, analyzer: analyzer)
        speakers = talk.speakers.map { IndexedText($0.name, analyzer: analyzer) }
        text = IndexedText(Markdown.plainText(talk.text), analyzer: analyzer)
        let pages = content?.slides ?? []
        slides = SlideTexts.indexed(pages).map { IndexedText($0, analyzer: analyzer) }
        links = SlideTexts.withoutSteps(pages.map(LinkTexts.indexed), of: pages).map {
            IndexedText($0, analyzer: analyzer)
        }
        self.content = content?.slides
    }
}

/// A text that was indexed, with the places of its words.
struct IndexedText: Sendable {
    let text: String
    let words: WordRanges

    init(_ text: String, analyzer: Analyzer) {
        self.text = text
        words = analyzer.wordRanges(in: text)
    }

    /// The whole text with these words marked.
    func marked(_ wordIndices: [Int], by maker: SnippetMaker) -> MarkedText {
        MarkedText(maker.runs(of: text, words: words, wordIndices: wordIndices))
    }

    /// The part of the text that shows most of these words.
    func snippet(_ wordIndices: [Int], maximumLength: Int, by maker: SnippetMaker) -> MarkedText {
        MarkedText(maker.snippet(of: text, words: words, wordIndices: wordIndices, maximumLength: maximumLength))
    }
}
