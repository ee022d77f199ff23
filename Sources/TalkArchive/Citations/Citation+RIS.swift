extension Citation {
    /// Lines of two letters, two spaces, a hyphen, a space and a value; type `SLIDE` is what reference managers take for
    /// a presentation. `ER` ends it.
    var ris: String {
        var lines: [(String, String)] = [("TY", "SLIDE"), ("ID", key), ("TI", title)]
        lines += speakers.map { ("AU", $0) }
        lines.append(("PY", String(year)))
        if let date { lines.append(("DA", "\(date.description.replacing("-", with: "/"))/")) }
        lines.append(("T2", event))
        if let place { lines.append(("CY", place)) }
        if !abstract.isEmpty { lines.append(("AB", abstract)) }
        lines += keywords.map { ("KW", $0) }
        lines.append(("LA", language))
        lines.append(("UR", url))
        if let pdf { lines.append(("L1", pdf)) }
        lines.append(("ER", ""))
        // The format's own line end.
        return lines.map { "\($0)  - \($1.onOneCitedLine)\r\n" }.joined()
    }
}
