import ArchiveImport
import Foundation
import TalkArchive

/// What an import understood, for a person to look through before anything is written.
enum ImportReport {
    static func lines(_ plan: ImportPlan, source: String) -> [String] {
        let name = URL(fileURLWithPath: source).lastPathComponent
        var lines = TextWrap.lines("\(name) was read as \(plan.form.name): \(Count(plan.entries.count, "talk")).")
        lines += TextWrap.lines(edition(plan)) + [""]
        for (index, entry) in plan.entries.enumerated() { lines += talk(entry, number: index + 1) }
        lines += leftOut(plan)
        for problem in plan.problems { lines += TextWrap.lines("\(problem)") }
        if !plan.problems.isEmpty { lines.append("") }
        lines.append(totals(plan))
        return lines
    }

    /// What was done.
    static func summary(_ plan: ImportPlan, _ outcomes: [TalkKey: ImportWriter.Outcome]) -> [String] {
        let added = outcomes.values.count { $0 == .added }
        let filled = outcomes.values.count { if case .filledIn = $0 { true } else { false } }
        let failed = outcomes.values.count { if case .failed = $0 { true } else { false } }
        var done = ["\(Count(added, "talk")) written into \(plan.edition)"]
        if filled > 0 { done.append("\(Count(filled, "talk")) completed") }
        if failed > 0 { done.append("\(Count(failed, "talk")) could not be written; import again when that is mended") }
        var lines = [done.joined(separator: ", ") + "."]
        if plan.entries.contains(where: { $0.action == .add && $0.talk.originalSlides != nil }) {
            lines.append("'rockpool fetch \(plan.edition)' brings the slides.")
        }
        return lines
    }

    private static func edition(_ plan: ImportPlan) -> String {
        guard let edition = plan.newEdition else { return "The edition \(plan.edition) is there already." }
        let days = edition.starts == edition.ends ? "\(edition.starts)" : "\(edition.starts) to \(edition.ends)"
        let place = edition.place.map { ", \($0)" } ?? ""
        return "The edition \(plan.edition) is new: \(edition.name), \(days)\(place)."
    }

    private static func talk(_ entry: ImportPlan.Entry, number: Int) -> [String] {
        let talk = entry.talk
        let start = "\(number)".padded(to: 3, atStart: true) + "  "
        var lines = TextWrap.lines(talk.title, after: start, column: 5)
        if let first = lines.first {
            lines[0] = first.replacingOccurrences(of: talk.title, with: Terminal.bold(talk.title))
        }
        let speakers = talk.speakers.map(\.name).joined(separator: ", ")
        let who = speakers.isEmpty ? (talk.kind == .discussion ? "a session of everyone" : "nobody is named") : speakers
        lines += TextWrap.lines(([who] + facts(entry)).joined(separator: " · "), column: 5)
        if let words = firstWords(talk.text) { lines += [String(repeating: " ", count: 5) + Terminal.dim(words)] }
        switch entry.action {
        case .add: break
        case .exists:
            lines += TextWrap.lines("is there already as \(talk.key) and stays as it is", after: "  =  ", column: 5)
        case .fillIn(let keys):
            lines += TextWrap.lines(
                "is there as \(talk.key) and gets \(keys.joined(separator: ", "))", after: "  +  ", column: 5)
        }
        for problem in entry.problems {
            let place = problem.line.map { "line \($0): " } ?? "\(problem.file): "
            lines += TextWrap.lines("\(place)\(problem.summary) \(problem.solution)", after: "  !  ", column: 5)
        }
        return lines + [""]
    }

    private static func facts(_ entry: ImportPlan.Entry) -> [String] {
        let talk = entry.talk
        var facts: [String] = []
        if let date = talk.date { facts.append("\(date)") }
        if let file = entry.slidesFile { facts.append("slides from \(file.lastPathComponent)") }
        if let slides = talk.originalSlides { facts.append("slides at \(slides.host() ?? "an address")") }
        let kinds = talk.links.map { $0.kind == .website ? $0.title : $0.kind.rawValue }
        if kinds.count > 4 {
            facts.append("\(kinds.count) links")
        } else {
            facts += kinds.map { String($0.prefix(30)) }
        }
        return facts
    }

    /// As much of the text as fits on a line.
    private static func firstWords(_ text: String) -> String? {
        let words = Markdown.plainText(String(text.prefix(600))).split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty else { return nil }
        let line = words.joined(separator: " ")
        let room = TextWrap.width - 5
        return line.count <= room ? line : String(line.prefix(room - 2)).trimmingCharacters(in: .whitespaces) + " …"
    }

    private static func leftOut(_ plan: ImportPlan) -> [String] {
        if plan.leftOut.isEmpty { return [] }
        let lines = plan.leftOut.flatMap { item in
            let place = item.line.map { "line \($0): " } ?? ""
            let text = item.text.count > 100 ? item.text.prefix(99) + "…" : item.text[...]
            return TextWrap.lines("\(place)\(text) (\(item.reason))", column: 5)
        }
        return ["Not taken for talks:"] + lines + [""]
    }

    private static func totals(_ plan: ImportPlan) -> String {
        let new = plan.entries.count { $0.action == .add }
        let same = plan.entries.count { $0.action == .exists }
        let filled = plan.entries.count - new - same
        let unclear = plan.problems.count + plan.entries.reduce(0) { $0 + $1.problems.count }
        var parts = ["\(Count(new, "new talk"))"]
        if same > 0 { parts.append("\(same) there already") }
        if filled > 0 { parts.append("\(filled) to be completed") }
        if unclear > 0 { parts.append("\(Count(unclear, "thing")) to look at") }
        return parts.joined(separator: ", ") + "."
    }
}
