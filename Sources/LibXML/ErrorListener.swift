import CLibXML2

/// Collects what libxml2 reports during one call, instead of letting it print to standard error.
final class ErrorListener {
    /// Errors in the order reported; warnings are left out.
    private(set) var diagnostics: [XMLDiagnostic] = []
    /// A flood of errors from one bad document says nothing new after this many.
    private static let capacity = 100

    /// Runs the body with a listener to hand to libxml2. The pointer is good only within the body.
    func listen<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeMutablePointer<rockpool_xml_listener>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let listener = UnsafeMutablePointer<rockpool_xml_listener>.allocate(capacity: 1)
        listener.initialize(
            to: rockpool_xml_listener(
                context: Unmanaged.passUnretained(self).toOpaque(),
                report: { context, level, line, message in
                    guard let context, let message else { return }
                    let listener = Unmanaged<ErrorListener>.fromOpaque(context).takeUnretainedValue()
                    listener.hear(level: level, line: line, message: message)
                }))
        defer { listener.deallocate() }
        return try withExtendedLifetime(self) { () throws(Failure) -> Result in try body(listener) }
    }

    private func hear(level: Int32, line: Int32, message: UnsafePointer<CChar>) {
        guard level >= XML_ERR_ERROR.rawValue, diagnostics.count < Self.capacity else { return }
        let text = String(cString: message)
        let end = text.lastIndex { !$0.isWhitespace }.map { text.index(after: $0) } ?? text.startIndex
        diagnostics.append(XMLDiagnostic(line: line > 0 ? Int(line) : nil, message: String(text[..<end])))
    }
}
