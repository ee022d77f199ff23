internal import Glibc

/// Why a deck did not come into the archive.
///
/// The archive is as it was before, except that a disk which fails at the very last step may show the new state
/// already; handing in the same deck again then changes nothing or completes it.
public enum DeckStoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The bytes do not begin as a PDF does; what they are instead, if they tell.
    case notPDF(FileKind?)
    /// More bytes than the limit allows.
    case tooLarge(limit: Int)
    /// There is no such talk.
    case unknownTalk(TalkKey)
    /// The talk has no such version.
    case unknownVersion(ContentHash)
    /// The talk's or its edition's own file cannot be read, so it cannot be changed either.
    case damaged(file: String, problems: [Diagnostic])
    /// The file is written in a way that only a person can change without loss.
    case cannotEdit(file: String)
    /// Somebody changed the file at the same moment.
    case changedMeanwhile(file: String)
    /// Other processes kept the archive locked.
    case busy
    case diskFull
    /// The archive's folder may not be written.
    case readOnly
    case tooManyOpenFiles
    /// Another failure of the system, in its words.
    case storage(String)

    public var description: String {
        switch self {
        case .notPDF(nil): "The file is no PDF. Export the slides as PDF and send that."
        case .notPDF(let kind?): Self.sentence(kind.description)
        case .tooLarge(let limit):
            "The file has more than \(Self.size(limit)), the limit of this archive."
                + " Make its pictures smaller, or ask the organizers to raise the limit."
        case .unknownTalk(let key):
            "There is no talk '\(key)'. Look up its address on the site; it is EDITION/TALK."
        case .unknownVersion: "The talk has no such version of its slides any more. Look at its list again."
        case .damaged(let file, let problems):
            "\(file) cannot be read, so the talk cannot be changed. Mend it first:"
                + problems.map { "\n\($0)" }.joined()
        case .cannotEdit(let file):
            "\(file) is written in a way that cannot be changed without loss."
                + " Write each key of the metadata on a line of its own, or list the deck by hand."
        case .changedMeanwhile(let file): "\(file) was changed by someone else at the same moment. Try again."
        case .busy: "Another process is changing the archive. Try again in a moment."
        case .diskFull: "The disk of the archive is full. Free some space, then try again."
        case .readOnly:
            "The archive's folder may not be written. Give the server's user the right to write it, or mount it"
                + " writable."
        case .tooManyOpenFiles: "Too many files are open. Try again in a moment; raise the limit if it stays so."
        case .storage(let reason): "The archive could not be changed: \(reason). Check the disk, then try again."
        }
    }

    private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }

    /// Decimal units, as file managers and the upload form show them.
    private static func size(_ bytes: Int) -> String {
        bytes < 1_000_000 ? "\(bytes) bytes" : "\(bytes / 1_000_000) MB"
    }

    /// Does the work, and puts failures of the system into these words.
    static func wording<Result>(_ body: () throws -> Result) throws(DeckStoreError) -> Result {
        do {
            return try body()
        } catch let error as DeckStoreError {
            throw error
        } catch let failure as SystemFailure {
            throw DeckStoreError(failure)
        } catch {
            throw .storage("\(error)")
        }
    }

    init(_ failure: SystemFailure) {
        switch failure.code {
        case ENOSPC, EDQUOT: self = .diskFull
        case EROFS, EACCES, EPERM: self = .readOnly
        case EMFILE, ENFILE: self = .tooManyOpenFiles
        // The path would tell strangers how the server's disk is laid out.
        default: self = .storage("\(failure.operation) failed, \(failure.reason)")
        }
    }
}
