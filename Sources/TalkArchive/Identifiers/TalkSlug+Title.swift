internal import Foundation

extension TalkSlug {
    /// Names that mean something else under an edition's address.
    private static let avoided: Set<String> = ["feed", "gallery", "slides"]

    /// A name from a talk's title, in Latin letters (Unicode's own transliteration of the other scripts), cut at a word.
    ///
    /// Nil when the title has no letter and no digit. The same title always gives the same name.
    /// - Parameter length: the most characters it may have.
    public init?(title: String, length: Int = 60) {
        // Longer titles are cut anyway, and transliterating a whole book would take its time.
        let start = String(title.prefix(4 * length))
        guard start.unicodeScalars.contains(where: { $0.properties.isAlphabetic || $0.properties.numericType != nil })
        else { return nil }
        let isLatin = start.unicodeScalars.allSatisfy { $0.value < 0x250 }
        let latin = isLatin ? start : start.applyingTransform(.toLatin, reverse: false) ?? start
        let whole = Slug.make(from: latin)
        var slug = String(whole.prefix(length))
        if whole.utf8.count > length, whole.dropFirst(length).first != "-", let hyphen = slug.lastIndex(of: "-"),
            slug.distance(from: slug.startIndex, to: hyphen) >= length / 2
        {
            slug = String(slug[..<hyphen])
        }
        while slug.hasSuffix("-") { slug.removeLast() }
        self.init(Self.avoided.contains(slug) ? slug + "-talk" : slug)
    }

    /// The same name with a number behind it: `lightning-talks-2`.
    public func numbered(_ number: Int) -> TalkSlug? {
        let ending = "-\(number)"
        var start = String(description.prefix(Slug.maximumLength - ending.utf8.count))
        while start.hasSuffix("-") { start.removeLast() }
        return TalkSlug(start + ending)
    }
}

extension Tag {
    /// The tag of a subject as people write it: `File Systems` is `file-systems`. Nil when it has no letter and no
    /// digit.
    public init?(subject: String) {
        guard subject.unicodeScalars.contains(where: { $0.properties.isAlphabetic || $0.properties.numericType != nil })
        else { return nil }
        let start = String(subject.prefix(200))
        let isLatin = start.unicodeScalars.allSatisfy { $0.value < 0x250 }
        self.init(Slug.make(from: isLatin ? start : start.applyingTransform(.toLatin, reverse: false) ?? start))
    }
}
