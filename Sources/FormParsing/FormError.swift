/// Why a form's body was refused.
public enum FormError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The Content-Type is not `multipart/...`.
    case notMultipart(contentType: String)
    /// The Content-Type names no boundary.
    case missingBoundary
    /// The boundary is empty, longer than 70 characters, or has characters outside RFC 2046, section 5.1.1.
    case invalidBoundary(String)
    /// The body stopped before the closing boundary.
    case endedEarly
    /// Bytes after `finish()`.
    case alreadyFinished
    /// A header line of a part has no colon or no name, or ends in a bare newline.
    case malformedHeader(String)
    /// A part has no `Content-Disposition: form-data` with a `name`.
    case missingName
    /// The Content-Disposition of a part cannot be read.
    case malformedDisposition(String)
    /// One of the limits was passed.
    case limitExceeded(FormLimit)

    /// What is wrong and what to do next.
    public var description: String {
        switch self {
        case .notMultipart(let contentType):
            "The body is '\(contentType)' and not multipart/form-data: send the form with that encoding."
        case .missingBoundary: "The Content-Type names no boundary: add boundary=... to it."
        case .invalidBoundary(let boundary):
            "The boundary '\(boundary)' is not valid: use 1 to 70 letters, digits or '()+_,-./:=?."
        case .endedEarly: "The body ended before its closing boundary: send it again, whole."
        case .alreadyFinished: "Bytes came after the body was declared complete: send one body to one parser."
        case .malformedHeader(let line):
            "The part's header line '\(line)' is not 'Name: value' ended by CR LF: correct it."
        case .missingName: "A part has no 'Content-Disposition: form-data; name=...': name every part."
        case .malformedDisposition(let value): "The Content-Disposition '\(value)' cannot be read: quote its values."
        case .limitExceeded(let limit): "The form passes the limit of \(limit): send less."
        }
    }
}

/// A limit that a form passed, with its value.
public enum FormLimit: Hashable, Sendable, CustomStringConvertible {
    /// Parts in a body.
    case parts(Int)
    /// Bytes of one part's headers.
    case headerBytes(Int)
    /// Header lines of one part.
    case headerCount(Int)
    /// Bytes of a field's name.
    case nameBytes(Int)
    /// Bytes of the whole body.
    case totalBytes(Int)
    /// Pairs in an urlencoded form.
    case pairs(Int)

    /// The limit in words, such as `100 parts`.
    public var description: String {
        switch self {
        case .parts(let count): "\(count) parts"
        case .headerBytes(let count): "\(count) bytes of headers in a part"
        case .headerCount(let count): "\(count) headers in a part"
        case .nameBytes(let count): "\(count) bytes in a field's name"
        case .totalBytes(let count): "\(count) bytes in all"
        case .pairs(let count): "\(count) fields"
        }
    }
}
