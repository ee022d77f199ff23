internal import Foundation

/// Why an export cannot be made; what was in its folder before is there still.
public enum ExportError: Error, CustomStringConvertible {
    /// The folder has files, and no export made it.
    case notEmpty(folder: String)
    /// The export's folder and the archive's or the templates' lie in each other.
    case overlaps(folder: String, other: String)
    /// The list of an earlier export's files cannot be used.
    case badList(file: String)
    /// A file of the export would take the place of one that no export wrote.
    case foreignFile(String)
    /// A file or folder cannot be read or written.
    case file(String, reason: String)
    /// The site did not answer one of its own addresses.
    case noAnswer(path: String, status: Int)
    /// A PDF was replaced while it was copied.
    case changedMeanwhile(path: String)

    public var description: String {
        switch self {
        case .notEmpty(let folder):
            "\(folder) has files that no export wrote. Name a new or empty folder, or one of an earlier export."
        case .overlaps(let folder, let other):
            "\(folder) and \(other) lie in each other. Export into a folder of its own."
        case .badList(let file):
            "\(file) is not as an export writes it, so nothing here is replaced. Remove the folder, or name another."
        case .foreignFile(let file):
            "\(file) was not written by an export and stands where one of its files belongs. Move it away."
        case .file(let file, let reason): "\(file): \(reason)"
        case .noAnswer(let path, let status):
            "\(path) is answered with \(status). Run `rockpool check`, and look at it with `rockpool serve`."
        case .changedMeanwhile(let path):
            "\(path) changed while it was copied. Run the export again."
        }
    }

    static func system(_ file: String) -> ExportError { .file(file, reason: String(cString: strerror(errno))) }
}
