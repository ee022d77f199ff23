/// `[=====     ]`: how far something is.
enum ProgressBar {
    private static let width = 20

    /// - Parameter total: 0 while it is not known; the bar is empty then.
    static func text(done: Int, of total: Int) -> String {
        let filled = total > 0 ? min(width, done * width / total) : 0
        return "[" + String(repeating: "=", count: filled) + String(repeating: " ", count: width - filled) + "]"
    }
}
