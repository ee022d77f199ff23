internal import Foundation
public import TalkArchive

/// Compares what was read with what the archive has, and plans what to write.
///
/// The plan of the same source over the same archive is the same. A talk is known again by its title, so that a second
/// import, or one after an import that was killed, adds only what is missing.
public struct ImportPlanner {
    private let folder: ArchiveFolder
    private let id: EditionID
    private let now: Timestamp

    /// - Parameter now: becomes the `published` of new talks: the moment at which they come into the archive.
    public init(_ folder: ArchiveFolder, edition: EditionID, at now: Timestamp) {
        self.folder = folder
        id = edition
        self.now = now
    }

    /// - Parameter isUpdate: fill in what talks that are there lack.
    /// - Throws: `ImportError`, or `DeckStoreError` for a talk that cannot be read for filling in.
    public func plan(
        _ reading: ImportReading, details: EditionDetails = EditionDetails(), isUpdate: Bool = false
    ) throws -> ImportPlan {
        var hashes = FileHashCache()
        let loaded = folder.load(hashes: &hashes)
        guard let archive = loaded.archive else {
            throw ImportError.damagedArchive(
                problems: loaded.diagnostics.filter { $0.severity == .error }.map(\.description))
        }
        let prefix = "\(id)/"
        let broken = loaded.diagnostics.filter {
            $0.severity == .error && ($0.file == "\(id)" || $0.file.hasPrefix(prefix + "edition.yaml"))
                && $0.identifier != "missing-edition"
        }
        guard broken.isEmpty else { throw ImportError.damagedArchive(problems: broken.map(\.description)) }
        let existing = archive.edition(id)
        let newEdition = existing == nil ? try edition(reading, details) : nil
        guard let edition = existing ?? newEdition else { throw ImportError.unknownDays(edition: "\(id)") }
        let told = reading.edition.days
        let isOneDay =
            edition.starts == edition.ends && told?.lowerBound == edition.starts && told?.upperBound == edition.ends
        var matcher = TalkMatcher(edition: edition, names: names(in: edition))
        var spellings: [SpeakerSlug: String] = [:]
        for talk in archive.talks.sorted(by: { $0.key < $1.key }) {
            for speaker in talk.speakers where spellings[speaker.slug] == nil { spellings[speaker.slug] = speaker.name }
        }
        let matches = matcher.matches(reading.talks)
        var orders = Set(edition.talks.compactMap(\.order))
        let additions = ArchiveAdditions(folder)
        var entries: [ImportPlan.Entry] = []
        for (index, (imported, match)) in zip(reading.talks, matches).enumerated() {
            var problems = imported.problems
            var talk = talk(
                imported, slug: match.slug, in: edition, isOneDay: isOneDay, spellings: &spellings, problems: &problems)
            switch match.state {
            case .new:
                talk.order = orders.contains(index + 1) ? (orders.max() ?? 0) + 1 : index + 1
                orders.insert(talk.order ?? 0)
                entries.append(
                    .init(
                        talk: talk, slidesFile: imported.slidesFile, action: .add, problems: problems,
                        line: imported.line))
            case .known(let old):
                talk.order = index + 1
                if old.title != talk.title, ProgrammeReader.folded(old.title) != ProgrammeReader.folded(talk.title) {
                    problems.append(Self.sameName(imported, old))
                }
                talk.title = old.title
                let missing = isUpdate ? try additions.missing(talk) : []
                entries.append(
                    .init(
                        talk: talk, slidesFile: nil, action: missing.isEmpty ? .exists : .fillIn(missing),
                        problems: problems, line: imported.line))
            case .blocked:
                problems.append(Self.blocked(imported, match.slug))
                entries.append(
                    .init(talk: talk, slidesFile: nil, action: .exists, problems: problems, line: imported.line))
            }
        }
        return ImportPlan(
            edition: id, newEdition: newEdition, entries: entries, problems: reading.problems, leftOut: reading.leftOut,
            form: reading.form)
    }

    /// The names in the edition's folder, those of talks that cannot be read included.
    private func names(in edition: Edition) -> Set<String> {
        let path = folder.root.appending(path: edition.id.description).path(percentEncoded: false)
        return Set((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
    }

    /// The edition as the source and the person tell it, with days that all its talks lie in.
    private func edition(_ reading: ImportReading, _ details: EditionDetails) throws(ImportError) -> Edition {
        let known = reading.edition.days
        let dates = reading.talks.compactMap(\.date).filter { known == nil || Self.isNear($0, known) }
        var starts = details.starts ?? [known?.lowerBound, dates.min()].compactMap { $0 }.min()
        var ends = details.ends ?? [known?.upperBound, dates.max()].compactMap { $0 }.max()
        // A person's word counts for the days; a date of a talk outside of them is told and left out.
        if let given = details.starts, details.ends == nil { ends = max(ends ?? given, given) }
        if let given = details.ends, let first = starts, first > given { starts = details.starts ?? given }
        guard let starts else { throw .unknownDays(edition: "\(id)") }
        let isYear = id.description.count == 4 && Int(id.description) != nil
        var name = details.name ?? reading.edition.name ?? id.description
        let hasYear = name.split { !$0.isNumber }.contains { $0.count == 4 }
        if details.name == nil, isYear, !hasYear { name += " \(id)" }
        return Edition(
            id: id, name: CleanText.line(name), starts: starts, ends: max(starts, ends ?? starts),
            place: details.place ?? reading.edition.place, about: reading.edition.about, links: reading.edition.links,
            published: now)
    }

    /// Not farther from the days of the edition than tutorials and sprints are; what is, is the day of an upload.
    private static func isNear(_ date: CalendarDate, _ days: ClosedRange<CalendarDate>?) -> Bool {
        guard let days else { return false }
        let reach = (days.lowerBound.daysSinceEpoch - 10)...(days.upperBound.daysSinceEpoch + 10)
        return reach.contains(date.daysSinceEpoch)
    }

    /// The talk as it would be written.
    private func talk(
        _ imported: ImportedTalk, slug: TalkSlug, in edition: Edition, isOneDay: Bool,
        spellings: inout [SpeakerSlug: String],
        problems: inout [Diagnostic]
    ) -> Talk {
        var speakers: [Speaker] = []
        for name in imported.speakers {
            let name = CleanText.line(name)
            if name.isEmpty { continue }
            let known = spellings[SpeakerSlug(name: name)]
            let speaker = Speaker(name: known ?? name)
            spellings[speaker.slug] = speaker.name
            if speakers.contains(where: { $0.slug == speaker.slug }) { continue }
            if let known, known != name { problems.append(Self.spelling(imported, name, known)) }
            speakers.append(speaker)
        }
        // On the only day of an edition, everything is on that day.
        var date = imported.date ?? (isOneDay ? edition.starts : nil)
        if let day = date, !(edition.starts...edition.ends).contains(day) {
            problems.append(
                Diagnostic(
                    .warning, "date-outside-edition", file: imported.file, line: imported.line,
                    summary:
                        "\(day) is not a day of the edition (\(edition.starts) to \(edition.ends)), and was left out.",
                    solution: "Mend the days in edition.yaml, or write the right date into talk.md."))
            date = nil
        }
        var tags: [Tag] = []
        for tag in imported.tags where !tags.contains(tag) { tags.append(tag) }
        return Talk(
            key: TalkKey(edition: id, slug: slug), title: imported.title, speakers: speakers, kind: imported.kind,
            date: date, tags: tags, text: imported.text, originalSlides: imported.slides, links: imported.links,
            published: now, updated: now)
    }

    private static func sameName(_ imported: ImportedTalk, _ old: Talk) -> Diagnostic {
        Diagnostic(
            .warning, "same-address", file: imported.file, line: imported.line,
            summary:
                "'\(imported.title.prefix(100))' has the same address as '\(old.title.prefix(100))', and is taken for the same talk.",
            solution: "If it is another one, make its folder by hand.")
    }

    private static func blocked(_ imported: ImportedTalk, _ slug: TalkSlug) -> Diagnostic {
        Diagnostic(
            .warning, "folder-in-the-way", file: imported.file, line: imported.line,
            summary: "There is something named '\(slug)' that is no talk that can be read.",
            solution: "See 'rockpool check'; mend or remove it, and import again.")
    }

    private static func spelling(_ imported: ImportedTalk, _ name: String, _ known: String) -> Diagnostic {
        Diagnostic(
            .warning, "speaker-spelling", file: imported.file, line: imported.line,
            summary: "'\(name)' is written '\(known)', as elsewhere in the archive.",
            solution: "If it is another person, write the name differently in talk.md.")
    }
}
