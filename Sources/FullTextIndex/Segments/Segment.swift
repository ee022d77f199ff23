/// An unchanging part of an index: some documents with their dictionary and postings.
///
/// Postings are by *text*, a field of a document (`SectionTable`), so that one list has all of a term's occurrences and
/// tells their fields apart. A term that is more than a plain word somewhere has further lists beside the one of all its
/// occurrences: those as the whole of an identifier and as a part (`TermSpace`).
final class Segment: Sendable {
    let fieldCount: Int
    let documents: DocumentTable
    let sections: SectionTable
    let terms: TermDictionary
    let stems: StemTable
    let postings: InvertedTexts

    init(
        fieldCount: Int, documents: DocumentTable, sections: SectionTable, terms: TermDictionary, stems: StemTable,
        postings: InvertedTexts
    ) {
        self.fieldCount = fieldCount
        self.documents = documents
        self.sections = sections
        self.terms = terms
        self.stems = stems
        self.postings = postings
    }

    /// The number of a field's text of a document.
    func text(_ field: Int, of document: Int) -> Int { document * fieldCount + field }

    /// The words of a text, rounded down as `LengthNorm` does.
    func length(ofText text: Int) -> Int { LengthNorm.decode(postings.norms[text]) }

    /// The words of each section of a text; of a text of one section rounded like the text's.
    func sectionLengths(ofText text: Int) -> [Int] {
        if let lengths = sections.lengths(ofText: text) { return lengths }
        let length = length(ofText: text)
        return length > 0 ? [length] : []
    }

    /// The sections of a text, to look up places in.
    func sections(ofText text: Int) -> TextSections {
        sections.sections(ofText: text, length: length(ofText: text))
    }

    /// An estimate of the memory held, in bytes.
    var byteCount: Int {
        documents.byteCount + sections.byteCount + terms.byteCount + stems.byteCount + postings.byteCount
    }
}
