/// Tells, before anything is parsed, whether anchors and aliases in a text could multiply out of hand.
///
/// The YAML library hashes mapping keys while it parses, and a key can be an alias to a list of aliases to a list of
/// aliases. `n` anchors with `a` aliases between them stand for at most `(a/n)^n` values, so it is enough to count
/// what could be an anchor and what could be an alias. The count takes too many rather than too few (emphasis in
/// Markdown looks like an alias); ordinary text stays far below the bound.
enum AliasBound {
    static let values = 1_000_000.0

    static func canExplode(_ text: String) -> Bool {
        let (anchors, aliases) = counts(text)
        guard anchors > 0, aliases > 0 else { return false }
        for used in 1...min(anchors, aliases) {
            var product = 1.0
            for _ in 0..<used where product <= values { product *= Double(aliases) / Double(used) }
            if product > values { return true }
            // (a/n)^n is greatest at n = a/e and only falls from there.
            if aliases < 2 * used { break }
        }
        return false
    }

    /// How many places could begin an anchor or an alias: `&` or `*` before a letter, digit, `_` or `-`, after
    /// white space or a YAML indicator.
    private static func counts(_ text: String) -> (anchors: Int, aliases: Int) {
        var anchors = 0
        var aliases = 0
        var previous: Unicode.Scalar = "\n"
        var candidate: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if let mark = candidate, scalar.properties.isAlphabetic || "0123456789_-".unicodeScalars.contains(scalar) {
                if mark == "&" { anchors += 1 } else { aliases += 1 }
            }
            let isStart = previous.properties.isWhitespace || "[{,:?-!\u{FEFF}".unicodeScalars.contains(previous)
            candidate = (scalar == "&" || scalar == "*") && isStart ? scalar : nil
            previous = scalar
        }
        return (anchors, aliases)
    }
}
