/// One line of the protocol: what to count or collect, and the query.
struct GameCommand {
    /// What an answer has.
    enum Kind: Equatable {
        /// The number of all documents found.
        case count
        /// The best `limit` documents; with `counting` the number of all found as well.
        case top(limit: Int, counting: Bool)
    }

    let kind: Kind
    let query: String

    /// Reads `COMMAND<TAB>QUERY`, where the command is `COUNT`, `TOP_N` or `TOP_N_COUNT`; `nil` for anything else.
    init?(line: String) {
        let halves = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, let kind = Self.kind(named: halves[0]) else { return nil }
        self.kind = kind
        query = String(halves[1])
    }

    private static func kind(named name: Substring) -> Kind? {
        if name == "COUNT" { return .count }
        let words = name.split(separator: "_", omittingEmptySubsequences: false)
        guard words.first == "TOP", words.count <= 3, words.count >= 2, let limit = Int(words[1]), limit > 0 else {
            return nil
        }
        if words.count == 3 && words[2] != "COUNT" { return nil }
        return .top(limit: limit, counting: words.count == 3)
    }
}
