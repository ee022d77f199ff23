import Foundation

/// What standard output and standard error are connected to.
enum Terminal {
    /// A person is watching standard output.
    static var isWatchingOutput: Bool { isatty(STDOUT_FILENO) == 1 }
    /// A person is watching standard error.
    static var isWatchingErrors: Bool { isatty(STDERR_FILENO) == 1 }

    /// Columns of the terminal on standard error; 80 where that is not known.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Replaces the line that stands on standard error; only where a person watches.
    static func status(_ text: String) {
        guard isWatchingErrors else { return }
        write("\r\u{1B}[2K" + text)
    }

    /// Ends a line of `status`.
    static func clearStatus() {
        guard isWatchingErrors else { return }
        write("\r\u{1B}[2K")
    }

    /// A line on standard error.
    static func note(_ text: String) {
        clearStatus()
        write(text + "\n")
    }

    /// Marks a match: bold where a person watches, else nothing.
    static func marked(_ text: String) -> String {
        isWatchingOutput ? "\u{1B}[1;33m\(text)\u{1B}[0m" : text
    }

    /// A heading: bold where a person watches.
    static func bold(_ text: String) -> String {
        isWatchingOutput ? "\u{1B}[1m\(text)\u{1B}[0m" : text
    }

    /// What is less important: dim where a person watches.
    static func dim(_ text: String) -> String {
        isWatchingOutput ? "\u{1B}[2m\(text)\u{1B}[0m" : text
    }

    private static func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
