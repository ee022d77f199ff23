/// A push parser of `multipart/form-data` (RFC 7578 over RFC 2046): bytes in, events out, nothing else.
///
/// Feed the body in any chunks and call `finish()` at its end. The parser holds no content: of a boundary that may have
/// begun at a chunk's end it keeps only how much of it was seen. Content comes out as slices of what was fed, however
/// large, so memory stays at one chunk. After an error the same error is thrown again.
///
/// ```swift
/// var parser = MultipartParser(boundary: try MultipartBoundary(contentType: header))
/// for try await chunk in body {
///     for event in try parser.feed(chunk) { ... }
/// }
/// try parser.finish()
/// ```
public struct MultipartParser: Sendable {
    enum State {
        /// In the preamble or in a part's content.
        case content
        /// Behind the whole delimiter, where the next bytes decide what it was.
        case delimiterEnd
        case headers
        case epilogue
    }

    let limits: MultipartLimits
    var delimiter: Delimiter
    var state = State.content
    var isInPart = false
    /// The headers of the part that begins, as far as they came.
    var headerBlock: [UInt8] = []
    private var partCount = 0
    private var totalBytes = 0
    private var failure: FormError?
    private var isFinished = false

    /// A parser at the beginning of a body.
    public init(boundary: MultipartBoundary, limits: MultipartLimits = MultipartLimits()) {
        self.limits = limits
        delimiter = Delimiter(boundary)
        delimiter.expectAtLineStart()
    }

    /// Takes the next bytes and gives what they complete.
    public mutating func feed(_ bytes: some Sequence<UInt8>) throws(FormError) -> [MultipartEvent] {
        try feed(Array(bytes)[...])
    }

    /// Takes the next bytes and gives what they complete; content comes out as slices of them, without a copy.
    public mutating func feed(_ bytes: ArraySlice<UInt8>) throws(FormError) -> [MultipartEvent] {
        if let failure { throw failure }
        do throws(FormError) {
            if isFinished { throw .alreadyFinished }
            totalBytes += bytes.count
            if totalBytes > limits.totalBytes { throw .limitExceeded(.totalBytes(limits.totalBytes)) }
            var events: [MultipartEvent] = []
            var rest = bytes
            while !rest.isEmpty {
                switch state {
                case .content: readContent(&rest, into: &events)
                case .delimiterEnd: try readDelimiterEnd(&rest, into: &events)
                case .headers: try readHeaders(&rest, into: &events)
                case .epilogue: rest = []
                }
            }
            return events
        } catch {
            failure = error
            throw error
        }
    }

    /// Says that the body is over; throws if its closing boundary has not been seen.
    public mutating func finish() throws(FormError) {
        if let failure { throw failure }
        isFinished = true
        guard case .epilogue = state else {
            failure = .endedEarly
            throw .endedEarly
        }
    }

    mutating func beginPart() throws(FormError) {
        if partCount == limits.parts { throw .limitExceeded(.parts(limits.parts)) }
        partCount += 1
        headerBlock = []
        state = .headers
    }
}
