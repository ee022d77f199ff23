internal import Foundation
internal import TalkArchive

/// `/metrics`: what the server does, in numbers, for those who run it: with an organizer's token, since even numbers tell
/// of what is hidden.
enum MetricsDocument {
    static func content(_ visit: Visit) async throws -> Content {
        try Authorization.bearer(visit).require(.seeHidden(nil))
        let snapshot = visit.snapshot
        let view = await visit.site.keeper.organizerView()
        var text = MetricsText()
        text.requests(visit.site.metrics)
        text.single("rockpool_snapshot_number", .gauge, "Counts up with each change since the start.", snapshot.number)
        text.single("rockpool_editions", .gauge, "Editions.", snapshot.archive.editions.count)
        text.single("rockpool_talks", .gauge, "Talks that everyone can see.", snapshot.archive.talks.count)
        text.single(
            "rockpool_talks_kept_back", .gauge, "Talks that only organizers can see.",
            view.archive.talks.count - snapshot.archive.talks.count)
        text.single("rockpool_slides", .gauge, "Slides that can be found.", snapshot.slideCount)
        text.single("rockpool_decks_unreadable", .gauge, "Decks that cannot be read.", view.failures.count)
        text.metric("rockpool_archive_problems", .gauge, "What rockpool check tells of the folder.")
        for severity in Diagnostic.Severity.allCases {
            text.value(
                "rockpool_archive_problems", [("severity", severity.rawValue)],
                view.problems.count { $0.severity == severity })
        }
        if let memory = Self.residentBytes {
            text.single("process_resident_memory_bytes", .gauge, "Memory of the process.", memory)
        }
        text.single(
            "process_start_time_seconds", .gauge, "When the server started, since 1970.",
            visit.site.started.secondsSinceEpoch)
        var content = Content(MetricsText.mediaType, bytes: Array(text.text.utf8), caching: .never)
        content.entityTag = nil
        content.security = .reply
        return content
    }

    /// The second number of `/proc/self/statm`, in pages of 4 KiB (proc(5)); nil where there is no such file.
    private static var residentBytes: Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let numbers = text.split(separator: " ")
        return numbers.count > 1 ? Int(numbers[1]).map { $0 * 4096 } : nil
    }
}
