internal import Foundation
internal import TalkArchive

extension ArchiveDesk {
    /// A page of the audit log, the newest first.
    struct LogExcerpt: Sendable {
        var events: [AuditEvent] = []
        /// Events in all.
        var total = 0
        /// Lines that cannot be read.
        var damaged = 0
    }

    /// - Parameters:
    ///   - talk: nil for all events.
    ///   - page: counted from 1.
    ///   - size: events on a page.
    func events(of talk: TalkKey?, page: Int, size: Int) async throws -> LogExcerpt {
        try principal.require(.changeArchive)
        let log = AuditLog(keeper.folder)
        // Not on the keeper's own thread, which would keep uploads waiting while a long log is read.
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try Self.read(log, of: talk, page: page, size: size) })
            }
        }
    }

    /// In two passes, so that memory is needed for one page, however long the log.
    private static func read(_ log: AuditLog, of talk: TalkKey?, page: Int, size: Int) throws -> LogExcerpt {
        var result = LogExcerpt()
        try log.read { line in
            switch line {
            case .event(let event): if talk == nil || event.talk == talk { result.total += 1 }
            case .damaged: result.damaged += 1
            }
        }
        let end = result.total - (page - 1) * size
        guard end > 0 else { return result }
        let wanted = max(0, end - size)..<end
        var number = 0
        try log.read { line in
            guard case .event(let event) = line, talk == nil || event.talk == talk else { return }
            if wanted.contains(number) { result.events.append(event) }
            number += 1
        }
        result.events.reverse()
        return result
    }
}
