internal import Foundation
internal import Glibc

/// Decides when a PDF that was changed just now is all there.
///
/// PDFs are copied, downloaded and pulled into the folder while it is served, and half of one can often be read as if
/// it were a whole. A PDF ends with the mark `%%EOF`; one without it is waited for, but not for ever, since there are
/// PDFs that never had one.
struct DeckArrival: Sendable, Hashable {
    /// A file without an end mark, or one that somebody keeps open, is taken when nothing was written for so long.
    var limit = Duration.seconds(10)
    /// How long a file has to be quiet where nobody tells that it was closed: a PDF may have end marks inside.
    var quiet = Duration.seconds(1)

    enum Verdict: Hashable {
        case complete
        /// Look again after this time.
        case wait(Duration)
    }

    /// - Parameters:
    ///   - age: since the last change.
    ///   - isOpen: somebody writes to it; nil when that cannot be known.
    func verdict(age: Duration, hasEndMark: Bool, isOpen: Bool?) -> Verdict {
        if age >= limit { return .complete }
        guard hasEndMark, isOpen != true else { return .wait(limit - age) }
        guard isOpen == nil, age < quiet else { return .complete }
        return .wait(quiet - age)
    }

    /// `%%EOF` stands in the last 1024 bytes, where readers look for it (PDF 1.7 reference, appendix H,
    /// implementation note 18).
    static func hasEndMark(_ path: String) throws(SystemFailure) -> Bool {
        let file = try OpenFile(path, flags: O_RDONLY | O_NONBLOCK)
        let window = 1024
        let start = Swift.max(0, try file.status().byteCount - window)
        var tail = [UInt8](repeating: 0, count: window)
        let count = tail.withUnsafeMutableBytes { buffer in
            repeatedly { pread(file.descriptor, buffer.baseAddress, buffer.count, off_t(start)) }
        }
        guard count >= 0 else { throw SystemFailure("read", path) }
        return tail[..<count].firstRange(of: Array("%%EOF".utf8)) != nil
    }
}
