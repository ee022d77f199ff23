import Foundation
import TalkArchive

/// Recognises the text of slides that have none, deck after deck, as many processes at a time as there are cores.
///
/// It comes after all texts: a deck is searchable with what it has meanwhile. After each few pages the cache has what was
/// found so far, and the next run goes on there.
struct DeckRecogniser: Sendable {
    let tools: ExtractionTools
    let limits: ExtractionLimits
    let recognition: RecognitionLimits
    let cache: DerivedDataCache
    let workers: Int
    /// BCP 47 tags or `tesseract`'s own names, the most important first.
    let languages: [String]

    /// The contents that are other than before, with recognised text or with the reason why there is none.
    func recognise(
        _ jobs: [DeckIngester.Job], contents: [ContentHash: DeckContent],
        report: @escaping @Sendable (IngestEvent) -> Void
    ) async -> [ContentHash: DeckContent] {
        guard let tesseract = tools.tesseract else { return tellMissing(jobs, contents: contents) }
        let names = RecognitionLanguages.choose(languages, installed: tesseract.languages)
        let recogniser = PageRecogniser(
            mutool: tools.mutool, sandbox: tools.sandbox, tesseract: tesseract, languages: names, limits: limits,
            recognition: recognition)
        var queue = RecognitionQueue(
            jobs, contents: contents, record: RecognitionRecord(tesseract, languages: names), limits: limits,
            recognition: recognition, cache: cache, workers: workers, report: report)
        await withTaskGroup(of: RecognitionQueue.Outcome.self) { group in
            var running = 0
            while !Task.isCancelled {
                while running < workers, let item = queue.next() {
                    group.addTask { await Self.run(item, recogniser) }
                    running += 1
                }
                guard let outcome = await group.next() else { break }
                running -= 1
                if case .failure(.cancelled) = outcome.result { break }
                queue.take(outcome)
            }
            group.cancelAll()
        }
        return queue.changed
    }

    private static func run(
        _ item: RecognitionQueue.Item, _ recogniser: PageRecogniser
    ) async -> RecognitionQueue.Outcome {
        let clock = ContinuousClock()
        let started = clock.now
        do throws(ExtractionError) {
            let pages = try await recogniser.recognise(
                item.deck, slides: item.slides, pages: item.batch.pages, dotsPerInch: item.batch.dotsPerInch)
            return .init(item: item, result: .success(pages), duration: clock.now - started)
        } catch {
            return .init(item: item, result: .failure(error), duration: clock.now - started)
        }
    }

    /// Without the program, the organizer is told which pages cannot be found, and why.
    private func tellMissing(
        _ jobs: [DeckIngester.Job], contents: [ContentHash: DeckContent]
    ) -> [ContentHash: DeckContent] {
        var changed: [ContentHash: DeckContent] = [:]
        for job in jobs {
            guard var content = contents[job.hash], content.findings.recognitionProblem != Tesseract.missingText,
                !TextLayer.unusablePages(content.slides).isEmpty
            else { continue }
            content.findings.recognitionProblem = Tesseract.missingText
            changed[job.hash] = content
            try? cache.store(content, for: job.hash)
        }
        return changed
    }
}
