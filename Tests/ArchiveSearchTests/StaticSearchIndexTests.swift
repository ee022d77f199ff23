import ArchiveSearch
import TalkArchive
import Testing

@Suite("The search as data")
struct StaticSearchIndexTests {
    private let index = StaticSearchIndex(Shore.search(Shore.samples))

    @Test("talks are numbered from the newest, each once")
    func numbers() {
        let dates = index.texts.map { $0.talk.date.map { Timestamp(startOf: $0) } ?? $0.talk.published }
        #expect(dates == dates.sorted(by: >))
        #expect(Set(index.texts.map(\.talk.key)).count == index.texts.count)
        #expect(!index.texts.isEmpty)
    }

    @Test("what the search finds for a word is what its family has in the data")
    func words() throws {
        let words = Set(index.texts.flatMap { $0.talk.title.lowercased().split { !$0.isLetter }.map(String.init) })
        #expect(words.count > 3)
        for word in words where word.allSatisfy(\.isASCII) && word.count > 2 {
            let entry = try #require(index.terms[word], "\(word)")
            let family = entry.family.isEmpty ? [word] : entry.family
            #expect(family.contains(word))
            let own = entry.postings
            let others = family.filter { $0 != word }.compactMap { index.terms[$0] }.flatMap(\.postings)
                .filter { $0.whole + $0.wordPart > 0 }
            let found = Set((own + others).map { index.texts[$0.talk].talk.key })
            let expected = Shore.search(Shore.samples).results(of: SearchAddress(query: "\"\(word)\""), pageSize: 100)
                .hits.map(\.talk.key)
            #expect(found.isSuperset(of: expected), "\(word)")
        }
    }

    @Test("filters are terms of their own, which no word can be")
    func filters() throws {
        for texts in index.texts {
            let edition = try #require(index.terms["edition:\(texts.talk.key.edition)"])
            #expect(edition.postings.contains { index.texts[$0.talk].talk.key == texts.talk.key })
        }
        #expect(
            index.terms.keys.filter { $0.contains(":") && !$0.contains("::") }.allSatisfy { term in
                ["edition:", "tag:", "by:"].contains { term.hasPrefix($0) }
            })
    }

    @Test("postings come in the order of talks, each with a field or none for a filter")
    func postings() {
        for (term, entry) in index.terms {
            #expect(entry.postings.map(\.talk) == Set(entry.postings.map(\.talk)).sorted(), "\(term)")
            #expect(entry.family == entry.family.sorted(), "\(term)")
            for posting in entry.postings {
                #expect((posting.fields > 0) == (posting.whole + posting.wordPart + posting.identifierPart > 0))
            }
        }
    }
}
