/// A query of the public search-benchmark-game: clauses that a document must have, may have or must not have.
///
///     query  = *( [ "+" / "-" ] clause )
///     clause = <"> words <"> / word [ "*" ]
///
/// With at least one `+`, the clauses without a sign do not decide what is found. Without one, any of them is enough.
struct GameQuery {
    /// What to look for.
    enum Clause: Equatable {
        case word(String)
        case prefix(String)
        case phrase([String])
    }

    private(set) var required: [Clause] = []
    private(set) var optional: [Clause] = []
    private(set) var excluded: [Clause] = []

    init(_ text: String) {
        var rest = text[...]
        while true {
            rest = rest.drop { $0.isWhitespace }
            guard let first = rest.first else { return }
            let sign = first == "+" || first == "-" ? first : nil
            if sign != nil { rest = rest.dropFirst() }
            guard let clause = Self.readClause(from: &rest) else { continue }
            switch sign {
            case "+": required.append(clause)
            case "-": excluded.append(clause)
            default: optional.append(clause)
            }
        }
    }

    /// A query of which any word is enough, from a text in which no sign has a meaning.
    init(plainText text: String) {
        optional = text.split(whereSeparator: \.isWhitespace).map { .word(String($0)) }
    }

    private static func readClause(from rest: inout Substring) -> Clause? {
        if rest.first == "\"" {
            let inner = rest.dropFirst().prefix { $0 != "\"" }
            rest = rest[inner.endIndex...].dropFirst()
            let words = inner.split(whereSeparator: \.isWhitespace).map(String.init)
            return words.isEmpty ? nil : .phrase(words)
        }
        let run = rest.prefix { !$0.isWhitespace }
        rest = rest[run.endIndex...]
        if run.last == "*", run.count > 1 { return .prefix(String(run.dropLast())) }
        return run.isEmpty ? nil : .word(String(run))
    }
}
