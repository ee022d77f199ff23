import Foundation
public import TalkArchive

/// Why a deck gave no slides. Each text says what happened and what the organizer can do.
public enum ExtractionError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file does not exist, is not a regular file, or may not be read.
    case unreadable(reason: String)
    /// The file's bytes do not belong to the hash they were announced with: it was replaced meanwhile.
    case changed
    /// The file is larger than `limit` bytes.
    case fileTooLarge(bytes: Int, limit: Int)
    /// There is no PDF in the file; what it is instead, where its first bytes tell.
    case notAPDF(FileKind?)
    /// A PDF that opens only with a password.
    case encrypted
    /// Nothing could be read out of the PDF: no page is left.
    case damaged(detail: String)
    /// More pages than `limit`.
    case tooManyPages(limit: Int)
    /// The wall clock limit was reached.
    case outOfTime(limit: Duration)
    /// The processor time limit was reached.
    case outOfProcessorTime(limit: Duration)
    /// The address space limit was reached, or the system ended the process for want of memory.
    case outOfMemory(limitBytes: Int)
    /// More output than `limitBytes`.
    case tooMuchOutput(limitBytes: Int)
    /// A program that extraction needs is not installed; `package` is its Debian package.
    case toolMissing(tool: String, package: String)
    /// The program failed in a way not named above; `detail` is the last line it wrote, made safe to print.
    case toolFailed(tool: String, detail: String)
    /// The page asked for is not in the deck.
    case noSuchPage(Int)
    /// The cache cannot be written.
    case cacheUnwritable(reason: String)
    /// The work was cancelled before its end.
    case cancelled

    public var description: String {
        switch self {
        case .unreadable(let reason): "the file cannot be read (\(reason)); check that it exists and its permissions"
        case .changed: "the file was replaced while it was read; run again"
        case .fileTooLarge(let bytes, let limit):
            "the file has \(Self.megabytes(bytes)), the limit is \(Self.megabytes(limit)); export it with smaller "
                + "pictures or raise the limit"
        case .notAPDF(let kind?): kind.description
        case .notAPDF(nil): "this is not a PDF, whatever its name says; export the slides as PDF and upload that"
        case .encrypted: "the PDF asks for a password; save it without one and upload it again"
        case .damaged(let detail):
            "no page can be read from the PDF (\(detail)); export the slides again"
        case .tooManyPages(let limit):
            "the PDF has more than \(limit) pages; upload the slides alone or raise the limit"
        case .outOfTime(let limit):
            "reading took longer than \(Self.seconds(limit)); export the slides in a simpler form or raise the limit"
        case .outOfProcessorTime(let limit):
            "reading needed more than \(Self.seconds(limit)) of processor time; export the slides in a simpler form or "
                + "raise the limit"
        case .outOfMemory(let limit):
            "reading needed more than \(Self.megabytes(limit)) of memory; export the slides with smaller pictures or "
                + "raise the limit"
        case .tooMuchOutput(let limit):
            "the deck's content is larger than \(Self.megabytes(limit)); split the deck or raise the limit"
        case .toolMissing(let tool, let package):
            "\(tool) is not installed; install the package \(package) (apt-get install \(package))"
        case .toolFailed(let tool, let detail): "\(tool) failed: \(detail); export the slides again"
        case .noSuchPage(let page): "the deck has no page \(page)"
        case .cacheUnwritable(let reason): "the cache cannot be written (\(reason)); check its folder and the disk"
        case .cancelled: "stopped before the end; run again"
        }
    }

    private static func megabytes(_ bytes: Int) -> String {
        bytes < 1 << 20 ? "\(bytes) bytes" : "\((bytes + (1 << 20) - 1) >> 20) MiB"
    }

    private static func seconds(_ duration: Duration) -> String {
        duration.formatted(.units(allowed: [.minutes, .seconds, .milliseconds], width: .narrow))
    }
}
