import Foundation
import SeededRandom
import Testing

@testable import SlideExtraction

@Suite("PixelStream")
struct PixelStreamTests {
    private static let largest = PictureFrame(width: 40, height: 30)

    private func ppm(_ picture: PixelPicture) -> [UInt8] {
        Array("P6\n\(picture.frame.width) \(picture.frame.height)\n255\n".utf8) + picture.pixels
    }

    private func picture(_ width: Int, _ height: Int, _ bytes: String) -> PixelPicture {
        let pixels = (0..<width * height * 3).map { Array(bytes.utf8)[$0 % bytes.utf8.count] }
        return PixelPicture(frame: PictureFrame(width: width, height: height), pixels: pixels)
    }

    @Test("pictures come out whole however the bytes are cut", arguments: 1...70)
    func chunks(size: Int) throws {
        // The pixels of the second look like the start of another.
        let pictures = [
            picture(1, 1, "a"), picture(5, 4, "P6\n5 4\n255\n"), picture(40, 1, "\n"), picture(2, 3, "xyz"),
        ]
        let bytes = pictures.flatMap(ppm)
        var stream = PixelStream(largest: Self.largest)
        var found: [PixelPicture] = []
        for start in Swift.stride(from: 0, to: bytes.count, by: size) {
            found += try stream.add(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        #expect(found == pictures)
    }

    @Test(
        "what is no picture of the size that was asked for is refused",
        arguments: [
            "an error message, and more of it than a header takes", "P5\n4 4\n255\n", "P6\n41 30\n255\n",
            "P6\n40 31\n255\n", "P6\n0 4\n255\n", "P6\n-4 4\n255\n", "P6\n4\n4 255\n", "P6\n4 4\n65535\n", "\n\n\n",
            "P6\n4 4 4\n255\n", "P6\n999999999999999999999 4\n255\n",
        ])
    func foreign(text: String) {
        var stream = PixelStream(largest: Self.largest)
        #expect(throws: PixelStream.Foreign.self) { try stream.add(Array(text.utf8)) }
    }
}

@Suite("WebPEncoder")
struct WebPEncoderTests {
    private func picture(_ width: Int, _ height: Int, color: (_ x: Int, _ y: Int) -> [UInt8]) -> PixelPicture {
        var pixels: [UInt8] = []
        for y in 0..<height { for x in 0..<width { pixels += color(x, y) } }
        return PixelPicture(frame: PictureFrame(width: width, height: height), pixels: pixels)
    }

    @Test("flat slides are kept exactly, in both sizes", arguments: PictureSize.allCases)
    func flat(size: PictureSize) throws {
        let flat = picture(80, 60) { x, y in x < 40 ? [255, 0, 0] : y < 30 ? [0, 0, 0] : [250, 250, 250] }
        let header = try #require(WebPHeader(Data(try WebPEncoder.encode(flat, size: size))))
        #expect(header == WebPHeader(width: 80, height: 60, isExact: true))
    }

    @Test("ten small pictures of anything stay within 250 kB", arguments: [300, 1000])
    func noise(height: Int) throws {
        var random = SeededGenerator(seed: 7)
        let noise = picture(400, height) { _, _ in (0..<3).map { _ in .random(in: 0...255, using: &random) } }
        let bytes = try WebPEncoder.encode(noise, size: .small)
        #expect(WebPHeader(Data(bytes)) == WebPHeader(width: 400, height: height, isExact: false))
        if height == 300 { #expect(bytes.count <= WebPEncoder.smallBytes) }
    }

    @Test("colours are counted up to a limit", arguments: [(1, true), (256, true), (257, false), (5000, false)])
    func colors(count: Int, isFew: Bool) {
        let colors = picture(100, 60) { x, y in
            let color = (y * 100 + x) % count
            return [UInt8(color >> 8), UInt8(color & 255), 9]
        }
        #expect(colors.hasAtMost(colors: 256) == isFew)
    }
}
