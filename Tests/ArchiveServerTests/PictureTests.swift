import Foundation
import LibXML
import TestSupport
import Testing

@testable import ArchiveServer

@Suite("Pictures of slides")
struct PictureTests {
    @Test("former addresses of pictures lead to where the pictures are", arguments: ["1", "1-small", "3", "2-small"])
    func former(name: String) async throws {
        let server = try await Tidepool.server.value
        let files = "/files/\(Tidepool.limpets.hash)"
        let reply = try await server.get("\(files)/\(name).png")
        #expect(reply.status == 301)
        #expect(reply["Location"] == "\(files)/\(name).webp")
        #expect(try await server.client.send("HEAD", "\(files)/\(name).png").status == 301)
        #expect(try await server.get("\(files)/4.png").status == 404)
        #expect(try await server.get("\(files)/01.png").status == 404)
    }

    @Test(
        "every page gives a picture the room that it then takes",
        arguments: ["/2031/limpets/slides/2", "/2031/limpets/"])
    func room(path: String) async throws {
        let server = try await Tidepool.server.value
        let page = try HTMLPage(await server.get(path))
        let sources = try page.strings("//img[starts-with(@src, '/files/')]/@src")
        #expect(!sources.isEmpty)
        for source in Set(sources) {
            let reply = try await server.get(source)
            #expect(reply.mediaType == "image/webp")
            #expect(reply["Cache-Control"]?.contains("immutable") == true)
            let size = try #require(pixels(reply.body))
            for (name, value) in [("width", size.width), ("height", size.height)] {
                #expect(try Set(page.strings("//img[@src='\(source)']/@\(name)")) == ["\(value)"])
            }
        }
    }

    @Test(
        "what stands for a picture that cannot be made is well-formed, of its size and says why",
        arguments: [(400, 300), (35, 3125), (400, 1), (1, 1)])
    func missing(width: Int, height: Int) throws {
        let picture = try XMLTree(parsing: MissingPicture.svg(page: 12, width: width, height: height))
        #expect(try picture.strings(at: "/*/@width") == ["\(width)"])
        #expect(try picture.strings(at: "/*/@height") == ["\(height)"])
        #expect(try picture.strings(at: "//*[local-name() = 'text']")[0] == "Slide 12 cannot be drawn")
    }

    /// Width and height of a WebP picture (RFC 9649, sections 2.5 and 2.6).
    private func pixels(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        guard bytes.count > 30, String(decoding: bytes[8..<12], as: UTF8.self) == "WEBP" else { return nil }
        func number(_ start: Int, _ count: Int) -> Int {
            (0..<count).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
        }
        if String(decoding: bytes[12..<16], as: UTF8.self) == "VP8L" {
            let bits = number(21, 4)
            return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        }
        return (number(26, 2) & 0x3FFF, number(28, 2) & 0x3FFF)
    }
}
