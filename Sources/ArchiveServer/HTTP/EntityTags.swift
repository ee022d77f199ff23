/// The value of `If-Match` or `If-None-Match` (RFC 9110, sections 13.1.1 and 13.1.2): `*`, or a list of entity tags.
/// What is no tag is passed over.
struct EntityTags: Equatable {
    /// `*`: whatever there is.
    private(set) var isAny = false
    /// Opaque tags without quotes that were sent as strong ones.
    private(set) var strong: [Substring] = []
    /// Those that were sent with `W/`.
    private(set) var weak: [Substring] = []

    init(_ list: String) {
        var rest = list[...]
        var isWeak = false
        while let sign = rest.popFirst() {
            switch sign {
            case "\"":
                guard let end = rest.firstIndex(of: "\"") else { return }
                if isWeak { weak.append(rest[..<end]) } else { strong.append(rest[..<end]) }
                rest = rest[rest.index(after: end)...]
                isWeak = false
            case "*": isAny = true
            case "W" where rest.first == "/": isWeak = true
            case "/" where isWeak: break
            default: isWeak = false
            }
        }
    }

    /// Weak comparison (RFC 9110, section 8.8.3.2): a proxy that has weakened our tag still gets its 304.
    func namesWeakly(_ tag: String) -> Bool {
        strong.contains { $0 == tag } || weak.contains { $0 == tag }
    }

    func namesStrongly(_ tag: String) -> Bool {
        strong.contains { $0 == tag }
    }
}
