internal import Foundation

/// Finds where bytes stop being UTF-8.
enum UTF8Prefix {
    /// The line of the first byte that is not UTF-8, counted from 1.
    static func line(of bytes: Data) -> Int {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let index = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
        return (index ?? 0) + 1
    }
}
