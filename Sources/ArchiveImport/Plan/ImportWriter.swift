public import TalkArchive

/// Carries a plan out.
public struct ImportWriter {
    private let additions: ArchiveAdditions

    public init(_ folder: ArchiveFolder) {
        additions = ArchiveAdditions(folder)
    }

    /// What became of one talk.
    public enum Outcome: Sendable, Hashable {
        case added
        case filledIn([String])
        /// Somebody else was quicker, or nothing was to be done.
        case unchanged
        case failed(String)
    }

    /// Makes the edition if it is new, then each talk, whole or not at all. A talk that fails does not hold up others.
    /// - Parameter told: called after each entry.
    /// - Throws: when the edition cannot be made; nothing is written then.
    public func write(
        _ plan: ImportPlan, told: (ImportPlan.Entry, Outcome) -> Void = { _, _ in }
    ) throws(DeckStoreError) {
        if let edition = plan.newEdition { _ = try additions.add(edition) }
        for entry in plan.entries {
            told(entry, outcome(entry))
        }
    }

    private func outcome(_ entry: ImportPlan.Entry) -> Outcome {
        do throws(DeckStoreError) {
            switch entry.action {
            case .exists: return .unchanged
            case .add: return try additions.add(entry.talk, slides: entry.slidesFile) ? .added : .unchanged
            case .fillIn:
                let added = try additions.fillIn(entry.talk)
                return added.isEmpty ? .unchanged : .filledIn(added)
            }
        } catch {
            return .failed(error.description)
        }
    }
}
