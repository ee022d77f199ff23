/// Why a written document is not well-formed: a mistake of the code that writes, never of the text written.
public enum XMLWriterError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not a name that XML allows for an element or attribute.
    case invalidName(String)
    /// The prefix of an element or attribute is declared by no open element.
    case undeclaredPrefix(String)
    /// A namespace declaration that "Namespaces in XML" forbids: an empty address, or `xml` and `xmlns` as prefix.
    case invalidNamespace(XMLNamespace)
    /// The attribute stands twice at its element.
    case duplicateAttribute(String)
    /// An attribute after its element's content had begun.
    case attributeAfterContent(String)
    /// A second root element, or text outside the root.
    case outsideRoot(String)
    /// `endElement` without an open element.
    case nothingToEnd
    /// The document was finished while this element was open.
    case unclosedElement(String)
    /// The document was finished without any element.
    case noRoot
    /// libxml2 could not go on, which means that it got no memory.
    case outOfMemory

    /// What is wrong and what to do next.
    public var description: String {
        switch self {
        case .invalidName(let name): "'\(name)' is not an XML name: use letters, digits, '-', '.' and '_'."
        case .undeclaredPrefix(let name): "The prefix of '\(name)' is not declared: declare it at an open element."
        case .invalidNamespace(let namespace):
            "xmlns:\(namespace.prefix ?? "")='\(namespace.uri)' cannot be declared: give another prefix and address."
        case .duplicateAttribute(let name): "The attribute '\(name)' stands twice: write it once."
        case .attributeAfterContent(let name): "The attribute '\(name)' comes after content: write it first."
        case .outsideRoot(let what): "'\(what)' stands outside the root element: write it inside."
        case .nothingToEnd: "There is no open element to end: balance startElement and endElement."
        case .unclosedElement(let name): "The element '\(name)' is still open: end it before finish()."
        case .noRoot: "The document has no element: write a root element before finish()."
        case .outOfMemory: "libxml2 could not get memory: close other work and try again."
        }
    }
}
