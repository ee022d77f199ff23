/// Why a source cannot be read at all, or an edition not be made of it.
public enum ImportError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such file or folder, or it may not be read.
    case unreadable(path: String, reason: String)
    /// More bytes than `ImportLimits.fileBytes`.
    case tooLarge(path: String, limit: Int)
    /// More files than `ImportLimits.filesInFolder`.
    case tooManyFiles(path: String, limit: Int)
    /// More talks than `ImportLimits.talks`.
    case tooManyTalks(limit: Int)
    /// A page of more paragraphs than `ImportLimits.blocks`.
    case tooLong(path: String, limit: Int)
    /// The bytes are a form that is known, but damaged.
    case malformed(path: String, reason: String)
    /// None of the forms that are known.
    case unknownForm(path: String, found: String)
    /// The form is known, and there is no talk in it.
    case noTalks(path: String, form: ImportForm)
    /// A new edition needs its first day, and the source does not tell it.
    case unknownDays(edition: String)
    /// The archive or the edition has to be mended first.
    case damagedArchive(problems: [String])

    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path) cannot be read (\(reason)). Check its name and its rights."
        case .tooLarge(let path, let limit):
            "\(path) has more than \(limit >> 20) MiB, the limit of an import. Save the programme alone, or split it."
        case .tooManyFiles(let path, let limit):
            "\(path) has more than \(limit) files, the limit of an import. Import its parts one after the other."
        case .tooManyTalks(let limit):
            "There are more than \(limit) talks, the limit of an import. Split the file."
        case .tooLong(let path, let limit):
            "\(path) has more than \(limit) paragraphs, the limit of an import. Save the programme alone, or split it."
        case .malformed(let path, let reason): "\(path) is damaged: \(reason)"
        case .unknownForm(let path, let found):
            "\(path) is \(found). What can be read: a programme page saved as HTML or plain text, a conference's"
                + " schedule.xml, and a folder with category.json and videos/*.json."
        case .noTalks(let path, .page), .noTalks(let path, .text):
            "No talk was found in \(path). A talk is a heading, a bold line or a table's row with a title, and a line"
                + " with its speakers or a 'Slides' link below or beside it; add what is missing by hand."
        case .noTalks(let path, let form): "No talk was found in \(path), which was read as \(form.name)."
        case .unknownDays(let edition):
            "The source does not tell the days of '\(edition)', and an edition needs its first day."
                + " Add --starts 2023-09-16 (and --ends 2023-09-17)."
        case .damagedArchive(let problems):
            "The archive has to be mended first:" + problems.map { "\n\($0)" }.joined()
        }
    }
}
