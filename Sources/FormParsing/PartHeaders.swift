/// The header lines of one part, from bytes to values.
enum PartHeaders {
    /// Reads a block of lines that each end in CR LF, without the empty line after them.
    static func parse(_ block: [UInt8], limits: MultipartLimits) throws(FormError) -> MultipartPart {
        var headers: [MultipartHeader] = []
        for line in lines(of: block) {
            if let first = line.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t"), !headers.isEmpty {
                // Folding is obsolete but legal in MIME (RFC 5322, section 2.2.3).
                headers[headers.count - 1].value += " " + trimmed(line)
                continue
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line.allSatisfy({ $0 != 0x0A && $0 != 0x0D && $0 != 0 })
            else { throw .malformedHeader(String(decoding: line.prefix(80), as: UTF8.self)) }
            if headers.count == limits.headerCount { throw .limitExceeded(.headerCount(limits.headerCount)) }
            headers.append(
                MultipartHeader(name: trimmed(line[..<colon]), value: trimmed(line[(colon + 1)...])))
        }
        return try part(headers, limits: limits)
    }

    private static func part(_ headers: [MultipartHeader], limits: MultipartLimits) throws(FormError) -> MultipartPart {
        func value(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
        guard let text = value("content-disposition") else { throw .missingName }
        let disposition = try ContentDisposition(text)
        if disposition.name.utf8.count > limits.nameBytes { throw .limitExceeded(.nameBytes(limits.nameBytes)) }
        return MultipartPart(
            name: disposition.name, filename: disposition.filename, contentType: value("content-type"), headers: headers
        )
    }

    private static func lines(of block: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for index in block.indices where block[index] == 0x0A && index > start && block[index - 1] == 0x0D {
            lines.append(block[start..<index - 1])
            start = index + 1
        }
        if start < block.count { lines.append(block[start...]) }
        return lines
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        let start = bytes.drop(while: isSpace)
        let end = start.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start.startIndex
        return String(decoding: start[..<end], as: UTF8.self)
    }
}
