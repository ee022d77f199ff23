import FormParsing
import Testing

@Suite struct MultipartParserTests {
    static let field = MultipartPart(
        name: "a", headers: [MultipartHeader(name: "Content-Disposition", value: "form-data; name=\"a\"")])

    /// Bodies with boundary `----form` of one field `a`, each with the content that it must give.
    static let contents: [String] = [
        "", "value", "\r\n", "\r", "\n", "--", "\r\n--", "\r\n------for", "------form2", "------form-", "------form x",
        "\r\n------formX", "\r\n------form-X", "\r\n------form -", "\r\n------form\r", "\r\n------form\rX",
        "\r\r\n\r\n---",
        "x\r\n------formX\r\n------form", "\r\n-----form", "\r\n\r\n\r\n", "naïve 😀", "\0\u{1}",
        "\r\n------form" + String(repeating: " ", count: 100) + "\r\n",
    ]

    @Test("content that only looks like a boundary is content, however it is cut", arguments: contents)
    func lookalikes(content: String) throws {
        // A lookalike at the very end would be completed by the true delimiter's CR LF, so one more byte stands there.
        let content = content.isEmpty ? "" : content + "."
        var body = MultipartBody()
        body.add(headers: "Content-Disposition: form-data; name=\"a\"", content: Array(content.utf8))
        let expected =
            [.partBegan(Self.field)] + (content.isEmpty ? [] : [chunk(content)]) + [.partEnded, .finished]
        #expect(try MultipartBody.events(of: body.closed) == expected)
        for cut in 0...body.closed.count {
            #expect(try MultipartBody.events(of: body.closed, cuts: [cut]) == expected, "cut at \(cut)")
        }
        let everywhere = Array(0..<body.closed.count)
        #expect(try MultipartBody.events(of: body.closed, cuts: everywhere) == expected)
    }

    @Test("preamble and epilogue mean nothing")
    func surroundings() throws {
        var body = MultipartBody()
        body.add(headers: "Content-Disposition: form-data; name=\"a\"", content: Array("v".utf8))
        let expected: [MultipartEvent] = [.partBegan(Self.field), chunk("v"), .partEnded, .finished]
        for preamble in [
            "", "\r\n", "Read this with a mail program.\r\n", "------formless\r\n", "\r\r\n", "------form-\r\n",
        ] {
            for epilogue in ["", "\r\n", "more\r\n------form\r\nX: y\r\n\r\nz\r\n------form--"] {
                let whole = Array(preamble.utf8) + body.closed.dropLast(2) + Array(epilogue.utf8)
                #expect(try MultipartBody.events(of: whole) == expected, "\(preamble.debugDescription)")
                #expect(try MultipartBody.events(of: whole, cuts: Array(0..<whole.count)) == expected)
            }
        }
    }

    @Test("a form without parts is a form")
    func noParts() throws {
        #expect(try MultipartBody.events(of: Array("------form--".utf8)) == [.finished])
    }

    @Test("an empty file is a part without bytes, with or without the line end of its own")
    func emptyFile() throws {
        let head =
            "------form\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\nContent-Type: text/x\r\n\r\n"
        for text in [head + "\r\n------form--\r\n", head + "------form--\r\n"] {
            let events = try MultipartBody.events(of: Array(text.utf8))
            guard case .partBegan(let part) = events.first else {
                Issue.record("\(events)")
                continue
            }
            #expect(part.filename == "")
            #expect(part.contentType == "text/x")
            #expect(events.dropFirst() == [.partEnded, .finished])
        }
    }

    @Test("white space behind the boundary and folded headers are read")
    func padding() throws {
        let text = "------form \t\r\ncontent-disposition:form-data;\r\n  name=a\r\n\r\nv\r\n------form--"
        let events = try MultipartBody.events(of: Array(text.utf8), cuts: [11, 12, 13])
        guard case .partBegan(let part) = events.first else {
            Issue.record("\(events)")
            return
        }
        #expect(part.name == "a")
        #expect(part.headers == [MultipartHeader(name: "content-disposition", value: "form-data; name=a")])
        #expect(events.dropFirst() == [chunk("v"), .partEnded, .finished])
    }

    @Test("content comes out as slices of what was fed, not byte by byte")
    func bulk() throws {
        var parser = try MultipartBody.parser()
        _ = try parser.feed(Array("------form\r\nContent-Disposition: form-data; name=a\r\n\r\n".utf8))
        let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) } + Array("\r\n-\r\r\n".utf8) + [1]
        #expect(try parser.feed(content) == [.bytes(content[...])])
        #expect(try parser.feed(content[10..<20]) == [.bytes(content[10..<20])])
        #expect(try parser.feed([UInt8]()) == [])
    }

    @Test("any sequence of bytes can be fed")
    func sources() throws {
        let text = "------form\r\nContent-Disposition: form-data; name=a\r\n\r\nv\r\n------form--"
        var fromPointer = try MultipartBody.parser()
        let one = try Array(text.utf8).withUnsafeBytes { try fromPointer.feed($0) }
        var fromView = try MultipartBody.parser()
        #expect(try fromView.feed(text.utf8) == one)
        #expect(one.last == .finished)
    }
}
