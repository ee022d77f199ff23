internal import FullTextIndex
public import TalkArchive

extension TalkSearch {
    /// Talks that match a search, with their best slides.
    /// - Parameters:
    ///   - search: query, filters, order and page.
    ///   - pageSize: talks on a page.
    ///   - slidesPerTalk: slides shown for each talk.
    ///   - snippetLength: longest snippet, in characters.
    public func results(
        of search: SearchAddress, pageSize: Int, slidesPerTalk: Int = 3, snippetLength: Int = 160
    ) -> TalkSearchResults {
        var request = request(for: search)
        request.limit = pageSize
        request.offset = (max(1, search.page) - 1) * pageSize
        request.sectionsPerDocument = slidesPerTalk
        let results = index.search(request)
        let isPoor = results.totalCount == 0 || results.matching == .any || !results.approximations.isEmpty
        return TalkSearchResults(
            totalCount: results.totalCount,
            hits: results.hits.compactMap {
                talkHit($0, slidesPerTalk: slidesPerTalk, snippetLength: snippetLength)
            },
            matching: results.matching == .all ? .all : .any,
            editions: facets(results, TalkDocument.Facet.edition, chosen: search.editions) {
                EditionID($0).map { id in (id, editionNames[id] ?? id.description) }
            }.sorted { $0.value > $1.value },
            speakers: facets(results, TalkDocument.Facet.speaker, chosen: search.speakers) {
                SpeakerSlug($0).map { slug in (slug, speakerNames[slug] ?? slug.description) }
            },
            tags: facets(results, TalkDocument.Facet.tag, chosen: search.tags) {
                Tag($0).map { tag in (tag, tag.description) }
            },
            suggestion: isPoor ? index.spellingSuggestion(for: search.query)?.query : nil,
            nearWords: nearWords(results.approximations, in: search.query),
            notices: QueryLimits.Limit.allCases.filter(results.limitsReached.contains).map(notice),
            interpretation: results.interpretation)
    }

    /// What is asked of the index; which part of the answer is for the caller to say.
    func request(for search: SearchAddress) -> SearchRequest {
        SearchRequest(
            query: search.query.withoutAddressSchemes,
            filters: [
                TalkDocument.Facet.edition: Set(search.editions.map(\.description)),
                TalkDocument.Facet.speaker: Set(search.speakers.map(\.description)),
                TalkDocument.Facet.tag: Set(search.tags.map(\.description)),
            ],
            sort: search.order == .newest ? .newest : .relevance)
    }

    /// The whole text of a slide, with the words marked that a query finds on it.
    public func markedText(of slide: Slide, query: String) -> MarkedText {
        MarkedText(
            SnippetMaker(analyzer: index.analyzer).runs(
                of: slide.text,
                wordIndices: index.matchedWords(in: slide.text, query: query, field: TalkDocument.Field.slides)))
    }

    private func facets<Value>(
        _ results: SearchResults, _ name: String, chosen: [Value], make: (String) -> (Value, String)?
    ) -> [TalkSearchResults.Facet<Value>] {
        (results.facets[name] ?? []).compactMap { facet in
            guard let (value, label) = make(facet.value) else { return nil }
            return TalkSearchResults.Facet(
                value: value, label: label, count: facet.count, isChosen: chosen.contains(value))
        }
    }

    private func talkHit(_ hit: SearchHit, slidesPerTalk: Int, snippetLength: Int) -> TalkHit? {
        guard let indexed = talks[hit.documentID] else { return nil }
        let maker = SnippetMaker(analyzer: index.analyzer)
        func marks(_ field: String, _ section: Int = 0) -> [Int] {
            hit.marks.first { $0.section == section && $0.field == field }?.wordIndices ?? []
        }
        let onSlides = hit.sections.compactMap { section -> SlideHit? in
            guard indexed.slides.indices.contains(section.section) else { return nil }
            return SlideHit(
                number: section.section + 1,
                snippet: indexed.slides[section.section].snippet(
                    section.wordIndices, maximumLength: snippetLength, by: maker))
        }
        let byLinks = linkHits(hit, in: indexed)
        return TalkHit(
            talk: indexed.talk, score: hit.score,
            title: indexed.title.marked(marks(TalkDocument.Field.title), by: maker),
            speakers: indexed.speakers.enumerated().map { section, name in
                name.marked(marks(TalkDocument.Field.speakers, section), by: maker)
            },
            text: indexed.text.snippet(marks(TalkDocument.Field.text), maximumLength: snippetLength, by: maker),
            slides: onSlides + byLinks.prefix(max(0, slidesPerTalk - onSlides.count)),
            matchedSlideCount: hit.matchedSectionCount + byLinks.count)
    }

    /// The slides that only their links answer with: those with most words of the query. Each shows the address.
    private func linkHits(_ hit: SearchHit, in indexed: IndexedTalk) -> [SlideHit] {
        // A slide that says the words, too, is among the ranked ones, of which not all may be here.
        guard hit.sections.count == hit.matchedSectionCount else { return [] }
        let ranked = Set(hit.sections.map(\.section))
        let marks = hit.marks.filter {
            $0.field == TalkDocument.Field.links && !ranked.contains($0.section)
                && indexed.links.indices.contains($0.section)
        }
        let most = marks.map(\.matchedTermCount).max()
        return marks.filter { $0.matchedTermCount == most }.compactMap { mark in
            LinkTexts.address(in: indexed.links[mark.section], at: mark.wordIndices).map {
                SlideHit(number: mark.section + 1, snippet: MarkedText([MarkedText.Run(text: $0, isMarked: true)]))
            }
        }
    }
}
