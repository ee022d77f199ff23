/// Whether a line is of a program; a PDF does not say.
enum SourceCode {
    private static let endings = [";", "{", "}", "},", ");"].map { Array($0.utf8) }
    private static let signs = ["::", "->", "=>", "();", "#[", "//", "|=", "!=", "==", "&&"].map { Array($0.utf8) }

    static func isLikely(_ line: String) -> Bool {
        if line.hasPrefix("#include") || line.hasPrefix("$ ") { return true }
        let bytes = Array(line.utf8)
        if endings.contains(where: { bytes.suffix($0.count).elementsEqual($0) }) { return true }
        let found = signs.count { sign in
            bytes.indices.contains { bytes[$0] == sign[0] && bytes[$0...].starts(with: sign) }
        }
        return found > 1
    }
}
