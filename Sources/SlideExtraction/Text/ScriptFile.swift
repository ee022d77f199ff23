import Foundation

/// The script as a file that has no name in any folder, for running without a sandbox.
///
/// `mutool run` wants to seek in its script, so a pipe does not do; and a named file would stay behind after kill -9.
final class ScriptFile: Sendable {
    private let descriptor: CInt
    /// Where a child process finds it.
    let path: String

    /// Nil when the system gives no such file.
    init?(_ source: String) {
        var template = Array((NSTemporaryDirectory() + "slides-XXXXXX").utf8CString)
        descriptor = mkstemp(&template)
        let name = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        #if os(Linux)
            // An open file outlives its name, and other processes of the same user reach it by this one.
            unlink(name)
            path = "/proc/\(getpid())/fd/\(descriptor)"
        #else
            path = name
        #endif
        guard descriptor >= 0 else { return nil }
        let bytes = Array(source.utf8)
        // `deinit` closes the file here, too: all properties are set.
        guard bytes.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) == bytes.count else { return nil }
    }

    deinit {
        #if !os(Linux)
            unlink(path)
        #endif
        if descriptor >= 0 { close(descriptor) }
    }
}
