import FullTextIndex

/// A few talks in an index, and beside it the texts that it was made from.
struct Shelf {
    /// The id of the document that is made from the input.
    static let inputID = "input"

    private(set) var index: FullTextIndex
    private(set) var documents: [String: IndexDocument] = [:]

    init(options: AnalyzerOptions, limits: QueryLimits = QueryLimits()) {
        index = FullTextIndex(schema: Self.schema, options: options, limits: limits)
        put(Self.talks)
    }

    /// The shelf with one more document, of this text.
    func adding(_ text: String) -> Shelf {
        var shelf = self
        let title = String(text.prefix(32))
        shelf.put([
            IndexDocument(
                id: Self.inputID, fields: ["title": [title], "slides": ["", text, "pin_init! and " + text]],
                facets: ["edition": ["2022"], "tag": [title]], sortKey: 3)
        ])
        return shelf
    }

    /// The text of a section; `nil` if there is none.
    func text(of section: SectionHit, in id: String) -> String? {
        guard let sections = documents[id]?.fields[section.field], sections.indices.contains(section.section) else {
            return nil
        }
        return sections[section.section]
    }

    private mutating func put(_ documents: [IndexDocument]) {
        index = index.applying(documents.map { .put($0) })
        for document in documents { self.documents[document.id] = document }
    }

    private static let schema = IndexSchema(
        fields: [
            FieldDefinition(name: "title", weight: 4, lengthNormalization: 0.5),
            FieldDefinition(name: "speakers", weight: 3, lengthNormalization: 0.3, queryNames: ["speaker"]),
            FieldDefinition(name: "slides", queryNames: ["slide"], ranksSections: true),
        ],
        facets: [FacetDefinition(name: "edition", queryNames: ["year"]), FacetDefinition(name: "tag")])

    private static let talks = [
        IndexDocument(
            id: "pinning",
            fields: [
                "title": ["Pinned initialisation in place"], "speakers": ["Ada Naïve", "Bo Lossin"],
                "slides": [
                    "pin_init!(Pin<Box<T>>) and PinInit, Box::try_new()", "initialised, initialising: #[pin_data]",
                    "unsafe blocks\nco-\noperate with rustc_codegen_gcc 内核驱动程序", "",
                ],
            ], facets: ["edition": ["2021"], "tag": ["memory model", "Driver"]], sortKey: 1),
        IndexDocument(
            id: "drivers",
            fields: [
                "title": ["An NVMe driver, and C++"], "speakers": ["Cy Ænima"],
                "slides": ["nvme-pci.rs drivers/block/nvme.rs io_uring x86_64", "C# 'static &mut self !Unpin .NET"],
            ], facets: ["edition": ["2022"], "tag": ["driver"]], sortKey: 2),
        IndexDocument(
            id: "tools", fields: ["title": ["cargo --release"], "slides": ["a b c d", "b a d c", "café cafe\u{301}"]],
            facets: ["edition": ["2022"]], sortKey: 2),
        IndexDocument(id: "nothing", fields: [:]),
    ]
}
