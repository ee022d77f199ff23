internal import Glibc

/// A call of the operating system that failed: what was tried, on what, and why it did not work.
struct SystemFailure: Error, Hashable, CustomStringConvertible {
    /// `open`, `write`, `rename`.
    let operation: String
    /// The path as it was given to the system.
    let path: String
    /// The value of `errno`.
    let code: Int32

    /// Takes `errno` as it is now, so it has to be made right after the call.
    init(_ operation: String, _ path: String, code: Int32 = errno) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    var description: String { "\(operation) of '\(path)' failed: \(reason)" }

    /// The system's own words, `No space left on device`.
    var reason: String { String(cString: strerror(code)) }
}

/// Repeats a call that a signal interrupted.
func repeatedly<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
        let result = call()
        if result != -1 || errno != EINTR { return result }
    }
}
