/// Why a proposal was not taken, accepted or refused. The archive is as it was, but for the parts that were accepted
/// before a disk failed.
public enum ProposalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing waits under this id.
    case unknown
    /// The speaker has handed in something else since it was seen.
    case changedMeanwhile
    /// What was handed in is not there as a whole any more.
    case damaged
    /// So many others wait for the same talk.
    case tooMany(limit: Int)
    /// The texts have more bytes than this in all.
    case textTooLong(limit: Int)
    /// A refusal without a reason, or with too long a one.
    case badReason
    /// The texts cannot be taken, or are in conflict with newer ones.
    case edit(ArchiveEditError)
    /// The slides cannot be taken, or the disk cannot be written.
    case deck(DeckStoreError)

    public var description: String {
        switch self {
        case .unknown: "Nothing waits here any more. Somebody may have accepted or refused it, or it was taken back."
        case .changedMeanwhile: "The speaker has handed in something else since. Look at it again."
        case .damaged: "What was handed in is damaged. Ask the speaker to hand it in again by the same link."
        case .tooMany(let limit):
            "\(limit) proposals wait for this talk already. Ask an organizer to look at them first."
        case .textTooLong(let limit): "Title, abstract and links may have \(limit) bytes in all. Shorten them."
        case .badReason:
            "Tell the speaker why, in at most \(ProposalStore.reasonBytes) bytes: that is all they get to read."
        case .edit(let error): error.description
        case .deck(let error): error.description
        }
    }

    static func wording<Result>(_ body: () throws -> Result) throws(ProposalError) -> Result {
        do {
            return try body()
        } catch let error as ProposalError {
            throw error
        } catch let error as ArchiveEditError {
            throw .edit(error)
        } catch let error as DeckStoreError {
            throw .deck(error)
        } catch let failure as SystemFailure {
            throw .deck(DeckStoreError(failure))
        } catch {
            throw .deck(.storage("\(error)"))
        }
    }
}
