import FormParsing
import Testing

@Suite struct MultipartHeaderTests {
    @Test(
        "the boundary is found, quoted or not",
        arguments: [
            ("multipart/form-data; boundary=abc", "abc"), ("multipart/form-data; boundary=\"a b:c\"", "a b:c"),
            ("Multipart/Form-Data;charset=utf-8 ; BOUNDARY=x", "x"),
            ("multipart/form-data;boundary=----WebKit7MA", "----WebKit7MA"),
            (
                "multipart/form-data; boundary=\"\(String(repeating: "a", count: 70))\";",
                String(repeating: "a", count: 70)
            ),
        ])
    func boundary(contentType: String, expected: String) throws {
        #expect(try MultipartBoundary(contentType: contentType).value == expected)
    }

    @Test(
        "a Content-Type without a usable boundary is refused",
        arguments: [
            ("text/plain", FormError.notMultipart(contentType: "text/plain")), ("", .notMultipart(contentType: "")),
            ("multipart/form-data", .missingBoundary), ("multipart/form-data; boundary=", .invalidBoundary("")),
            ("multipart/form-data; boundary=\"a \"", .invalidBoundary("a ")),
            ("multipart/form-data; boundary=a\"b", .invalidBoundary("a\"b")),
            ("multipart/form-data; boundary=\"a\r\nb\"", .invalidBoundary("a\r\nb")),
            ("multipart/form-data; boundary=é", .invalidBoundary("é")),
            (
                "multipart/form-data; boundary=\(String(repeating: "a", count: 71))",
                .invalidBoundary(String(repeating: "a", count: 71))
            ),
        ])
    func badBoundary(contentType: String, expected: FormError) {
        #expect(throws: expected) { try MultipartBoundary(contentType: contentType) }
    }

    @Test(
        "names and filenames are read as browsers and other clients write them",
        arguments: [
            ("name=a", "a", nil), ("name=\"a b\"", "a b", nil), ("name=\"a;b=c\"; x=y", "a;b=c", nil),
            ("name=\"a\"; filename=\"talk.pdf\"", "a", "talk.pdf"), ("filename=\"\"; name=\"a\"", "a", ""),
            ("name=\"a\"; filename=\"naïve 😀.pdf\"", "a", "naïve 😀.pdf"),
            ("name=\"a\"; filename=\"say %22hi%22.pdf\"", "a", "say \"hi\".pdf"),
            ("name=\"a\"; filename=\"say \\\"hi\\\".pdf\"", "a", "say \"hi\".pdf"),
            ("name=\"a\"; filename=\"100%25%20.pdf\"", "a", "100%25%20.pdf"),
            ("name=\"a\"; filename=\"C:\\new\\talk.pdf\"", "a", "talk.pdf"),
            ("name=\"a\"; filename=\"C:\\\\new\\\\talk.pdf\"", "a", "talk.pdf"),
            ("name=\"a\"; filename=\"../../etc/passwd\"", "a", "passwd"), ("name=\"a\"; filename=\"..\"", "a", ""),
            ("name=\"a\"; filename=\"dir/\"", "a", ""), ("name=\"a\"; filename=\" x.pdf \"", "a", "x.pdf"),
            ("name=\"a\"; filename=\"a%0D%0Ab.pdf\"", "a", "ab.pdf"),
            ("name=\"a\"; filename=\"x\u{202E}fdp.exe\"", "a", "xfdp.exe"),
            ("name=\"a\"; filename=\"x\u{1}\u{7F}\u{85}\u{2028}.pdf\"", "a", "x.pdf"),
            ("name=\"a\"; filename=\"old.pdf\"; filename*=UTF-8''na%C3%AFve.pdf", "a", "naïve.pdf"),
            ("name=\"a\"; filename*=iso-8859-1'en'na%EFve.pdf", "a", "naïve.pdf"),
            ("name=\"a\"; filename*=UTF-8''..%2Fx.pdf", "a", "x.pdf"),
            ("name=\"a\"; filename=\"ok.pdf\"; filename*=UTF-8''%FF", "a", "ok.pdf"),
            ("name=\"a\"; filename=\"ok.pdf\"; filename*=koi8-r''%C1", "a", "ok.pdf"),
            ("name=\"a\"; filename=\"ok.pdf\"; filename*=UTF-8''%4", "a", "ok.pdf"),
            ("name=\"%22\"", "\"", nil), ("name=\"\u{301}x\"", "\u{301}x", nil), ("name=\"\"", "", nil),
            ("NAME=a;;FileName=b", "a", "b"),
        ] as [(String, String, String?)])
    func disposition(parameters: String, name: String, filename: String?) throws {
        let text = "------form\r\nContent-Disposition: form-data; \(parameters)\r\n\r\n\r\n------form--"
        guard case .partBegan(let part) = try MultipartBody.events(of: Array(text.utf8)).first else {
            Issue.record("no part")
            return
        }
        #expect(part.name == name)
        #expect(part.filename == filename)
    }

    @Test(
        "a disposition that cannot be read is refused",
        arguments: ["name", "name=\"a", "name=\"a\"x", "=a", "name=\"a\"; filename=\"b\\\""])
    func badDisposition(parameters: String) {
        let text = "------form\r\nContent-Disposition: form-data; \(parameters)\r\n\r\n\r\n------form--"
        #expect(throws: FormError.malformedDisposition("form-data; \(parameters)")) {
            try MultipartBody.events(of: Array(text.utf8))
        }
    }
}
