/// What can only be seen when the whole archive is read.
enum ArchiveCheck {
    /// - Parameter redirectLines: lines of `archive.yaml`, one for each redirect of the settings.
    static func diagnostics(of archive: Archive, redirectLines: [Int]) -> [Diagnostic] {
        var settings = FileReport(file: "archive.yaml")
        for (redirect, line) in zip(archive.settings.redirects, redirectLines) {
            guard let missing = missingTarget(of: redirect, in: archive) else { continue }
            settings.warning(
                "redirect-target", line: line, "The redirect leads to '\(missing)', which is not in the archive.",
                "Write the address of an edition or a talk that is there.")
        }
        var diagnostics = settings.diagnostics
        for edition in archive.editions { diagnostics += orderDiagnostics(of: edition) }
        return diagnostics + spellingDiagnostics(of: archive)
    }

    /// The edition or talk that a path of this site names and that is not there.
    private static func missingTarget(of redirect: Redirect, in archive: Archive) -> String? {
        let parts = redirect.to.split(separator: "/").map(String.init)
        guard redirect.to.hasPrefix("/"), let first = parts.first, let id = EditionID(first) else { return nil }
        guard let edition = archive.edition(id) else { return first }
        guard parts.count > 1, let slug = TalkSlug(parts[1]), parts[1] != "gallery" else { return nil }
        return edition.talks.contains { $0.key.slug == slug } ? nil : "\(first)/\(parts[1])"
    }

    private static func orderDiagnostics(of edition: Edition) -> [Diagnostic] {
        let groups = Dictionary(grouping: edition.talks.filter { $0.order != nil }) { $0.order ?? 0 }
        return groups.flatMap { order, talks in
            talks.dropFirst().map { talk in
                var report = FileReport(file: "\(talk.key)/talk.md")
                report.warning(
                    "duplicate-order", "'\(talks[0].key.slug)' has order \(order) too.",
                    "Give each talk of the edition its own number.")
                return report.diagnostics[0]
            }
        }
    }

    /// Two spellings of a name that share one page.
    private static func spellingDiagnostics(of archive: Archive) -> [Diagnostic] {
        var first: [SpeakerSlug: (name: String, talk: TalkKey)] = [:]
        var reports: [FileReport] = []
        for talk in archive.talks.sorted(by: { $0.key < $1.key }) {
            for speaker in talk.speakers {
                guard let known = first[speaker.slug] else {
                    first[speaker.slug] = (speaker.name, talk.key)
                    continue
                }
                if known.name == speaker.name { continue }
                var report = FileReport(file: "\(talk.key)/talk.md")
                report.warning(
                    "speaker-spelling", "'\(speaker.name)' is '\(known.name)' in \(known.talk).",
                    "Write the name in one way; both have one page.")
                reports.append(report)
            }
        }
        return reports.flatMap(\.diagnostics)
    }
}
