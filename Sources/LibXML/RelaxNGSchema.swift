import CLibXML2
import Synchronization

/// A RELAX NG grammar in its XML syntax, ready to validate documents.
///
/// Validations with one schema take turns: libxml2 does not promise that a grammar can be used from two threads.
public final class RelaxNGSchema: Sendable {
    private let grammar: Mutex<OwnedGrammar>

    /// Reads a grammar. It has to stand in one document: `include` and `externalRef` would read other files.
    public init(_ bytes: [UInt8]) throws(XMLError) {
        grammar = Mutex(try OwnedGrammar(try OwnedDocument(xml: bytes, limits: XMLLimits())))
    }

    /// Everything that is wrong with the document by this grammar; empty when it is valid.
    public func validate(_ tree: XMLTree) throws(XMLError) -> [XMLDiagnostic] {
        try grammar.withLock { grammar throws(XMLError) in
            try tree.document.withLock { document throws(XMLError) in
                try grammar.validate(document.pointer)
            }
        }
    }
}

/// A compiled grammar as libxml2 allocates it.
///
/// `@unchecked Sendable`: nobody else holds the memory, it is bound to no thread, and the schema uses it only under its
/// lock. Said to the compiler because validation brings it together with a document that stands under another lock.
private struct OwnedGrammar: ~Copyable, @unchecked Sendable {
    private let pointer: xmlRelaxNGPtr

    init(_ schema: borrowing OwnedDocument) throws(XMLError) {
        if let outside = Self.firstReference(in: try schema.copyRoot(limits: XMLLimits())) {
            let message = "<\(outside.name)> would read another file; put the patterns into this one."
            throw .invalidSchema([XMLDiagnostic(line: outside.line, message: message)])
        }
        guard let parser = xmlRelaxNGNewDocParserCtxt(schema.pointer) else { throw .outOfMemory }
        defer { xmlRelaxNGFreeParserCtxt(parser) }
        let errors = ErrorListener()
        let grammar = errors.listen { listener in
            rockpool_xml_listen_schema_parser(parser, listener)
            return xmlRelaxNGParse(parser)
        }
        guard let grammar else { throw .invalidSchema(errors.diagnostics) }
        pointer = grammar
    }

    deinit { xmlRelaxNGFree(pointer) }

    func validate(_ document: xmlDocPtr) throws(XMLError) -> [XMLDiagnostic] {
        guard let validator = xmlRelaxNGNewValidCtxt(pointer) else { throw .outOfMemory }
        defer { xmlRelaxNGFreeValidCtxt(validator) }
        let errors = ErrorListener()
        let result = errors.listen { listener in
            rockpool_xml_listen_validator(validator, listener)
            return xmlRelaxNGValidateDoc(validator, document)
        }
        if result == 0 { return [] }
        if result < 0 { throw .outOfMemory }
        return errors.diagnostics.isEmpty
            ? [XMLDiagnostic(line: nil, message: "The document does not match the schema.")] : errors.diagnostics
    }

    /// The first pattern that stands for another file.
    private static func firstReference(in element: XMLTree.Element) -> XMLTree.Element? {
        if ["include", "externalRef"].contains(element.name),
            element.namespace == "http://relaxng.org/ns/structure/1.0"
        {
            return element
        }
        for child in element.elements {
            if let found = firstReference(in: child) { return found }
        }
        return nil
    }
}
