/// One problem in a document: where it is and what it is.
public struct XMLDiagnostic: Hashable, Sendable, CustomStringConvertible {
    /// The line, counted from 1; `nil` where libxml2 knows none.
    public var line: Int?
    /// What is wrong, in one sentence without a line break at its end.
    public var message: String

    /// A problem at a line.
    public init(line: Int?, message: String) {
        self.line = line
        self.message = message
    }

    /// `line 7: message`, or the message alone where no line is known.
    public var description: String {
        line.map { "line \($0): \(message)" } ?? message
    }
}

/// Why a document, a schema or an XPath expression was refused.
public enum XMLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The bytes are no well-formed document, or hold what is never accepted (entity and attribute declarations).
    case malformed(XMLDiagnostic)
    /// The document is larger than `XMLLimits.bytes`; both counts in bytes.
    case tooLarge(bytes: Int, limit: Int)
    /// Elements are nested deeper than `XMLLimits.depth`.
    case tooDeep(limit: Int)
    /// The XPath expression cannot be evaluated.
    case invalidXPath(expression: String, message: String)
    /// The schema is well-formed XML but no usable RELAX NG grammar.
    case invalidSchema([XMLDiagnostic])
    /// libxml2 could not get memory.
    case outOfMemory

    /// What is wrong and what to do next.
    public var description: String {
        switch self {
        case .malformed(let diagnostic):
            "The document is refused at \(diagnostic)"
        case .tooLarge(let bytes, let limit):
            "The document has \(bytes) bytes and the limit is \(limit): split it, or raise XMLLimits.bytes."
        case .tooDeep(let limit):
            "Elements are nested more than \(limit) deep: flatten the document, or raise XMLLimits.depth."
        case .invalidXPath(let expression, let message):
            "The XPath expression '\(expression)' cannot be evaluated (\(message)): correct it, and name its prefixes."
        case .invalidSchema(let diagnostics):
            "The RELAX NG schema is refused: "
                + diagnostics.map { String(describing: $0) }.joined(separator: "; ")
        case .outOfMemory:
            "libxml2 could not get memory: close other work and try again."
        }
    }
}
