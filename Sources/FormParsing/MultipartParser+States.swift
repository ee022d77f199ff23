extension MultipartParser {
    mutating func readContent(_ rest: inout ArraySlice<UInt8>, into events: inout [MultipartEvent]) {
        if delimiter.matched > 0 {
            guard delimiter.resume(with: &rest) else {
                return emit(delimiter.giveBack(), into: &events)
            }
        } else {
            emit(delimiter.search(&rest), into: &events)
        }
        if delimiter.isComplete { state = .delimiterEnd }
    }

    /// Reads what stands behind the boundary: `--` closes the body, CR LF (after spaces) begins a part, and anything
    /// else shows that the content only looked like a boundary.
    mutating func readDelimiterEnd(
        _ rest: inout ArraySlice<UInt8>, into events: inout [MultipartEvent]
    ) throws(FormError) {
        guard let byte = rest.first else { return }
        switch delimiter.judge(byte) {
        case .undecided:
            rest.removeFirst()
        case .lookalike:
            // The byte stays: it may begin the true boundary.
            emit(delimiter.giveBack(), into: &events)
            state = .content
        case .separator:
            rest.removeFirst()
            endPart(into: &events)
            try beginPart()
        case .close:
            rest.removeFirst()
            endPart(into: &events)
            events.append(.finished)
            state = .epilogue
        }
    }

    mutating func readHeaders(_ rest: inout ArraySlice<UInt8>, into events: inout [MultipartEvent]) throws(FormError) {
        let newline = rest.firstOffset(of: 0x0A)
        let count = newline.map { $0 + 1 } ?? rest.count
        guard headerBlock.count + count <= limits.headerBytes else {
            throw .limitExceeded(.headerBytes(limits.headerBytes))
        }
        headerBlock += rest.prefix(count)
        rest = rest.dropFirst(count)
        guard newline != nil else { return }
        guard headerBlock.dropLast().last == 0x0D else {
            let line = headerBlock.dropLast().split(separator: 0x0A).last ?? []
            throw .malformedHeader(String(decoding: line.prefix(80), as: UTF8.self))
        }
        guard headerBlock.count == 2 || headerBlock.suffix(4) == [0x0D, 0x0A, 0x0D, 0x0A] else { return }
        events.append(.partBegan(try PartHeaders.parse(headerBlock.dropLast(2), limits: limits)))
        headerBlock = []
        isInPart = true
        state = .content
        // The empty line's own line end may be the delimiter's: a part without content.
        delimiter.expectAtLineStart()
    }

    private mutating func endPart(into events: inout [MultipartEvent]) {
        if isInPart { events.append(.partEnded) }
        isInPart = false
        delimiter.reset()
    }

    private func emit(_ bytes: ArraySlice<UInt8>, into events: inout [MultipartEvent]) {
        if isInPart, !bytes.isEmpty { events.append(.bytes(bytes)) }
    }
}
