/// Why the archive was not changed; it is as it was before.
public enum ArchiveEditError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Somebody changed the file since it was seen. The text of now is given, so that both can be shown.
    case conflict(file: String, text: String, revision: ContentHash)
    /// What was handed in cannot be taken, by key.
    case invalid([FieldProblem])
    /// A value is written in a way that only a person can change without loss; nil when the whole file is.
    case cannotEdit(file: String, key: String?)
    /// There is an edition or a talk of that name already.
    case exists(String)
    /// There is no such edition or talk.
    case unknown(String)
    case storage(DeckStoreError)

    public var description: String {
        switch self {
        case .conflict(let file, _, _):
            "\(file) was changed by someone else since you opened it. Compare the two and save again."
        case .invalid(let problems): problems.map(\.description).joined(separator: "\n")
        case .cannotEdit(let file, nil):
            "\(file) is written in a way that cannot be changed without loss. Change it by hand: write each key of the"
                + " metadata on a line of its own."
        case .cannotEdit(let file, let key?):
            "'\(key)' in \(file) is written in a way that cannot be changed without loss. Change it by hand."
        case .exists(let name): "There is '\(name)' already. Choose another name."
        case .unknown(let name): "There is no '\(name)'. Somebody may have removed it."
        case .storage(let error): error.description
        }
    }

    static func wording<Result>(_ body: () throws -> Result) throws(ArchiveEditError) -> Result {
        do {
            return try body()
        } catch let error as ArchiveEditError {
            throw error
        } catch let error as DeckStoreError {
            throw .storage(error)
        } catch let failure as SystemFailure {
            throw .storage(DeckStoreError(failure))
        } catch {
            throw .storage(.storage("\(error)"))
        }
    }
}

/// What is wrong, or worth knowing, with one field of a form.
public struct FieldProblem: Sendable, Hashable, CustomStringConvertible {
    /// The key as the file has it; nil when the whole is meant. The text after the front matter is `body`.
    public let key: String?
    public let diagnostic: Diagnostic

    public var description: String { "\(diagnostic.summary) \(diagnostic.solution)" }
}

/// What became of a change.
public struct EditReceipt: Sendable, Hashable {
    /// What the file is now; a later change has to name it.
    public let revision: ContentHash
    /// False when everything was so already.
    public let isChanged: Bool
    /// What is worth knowing, and errors that were there before.
    public let warnings: [FieldProblem]
}
