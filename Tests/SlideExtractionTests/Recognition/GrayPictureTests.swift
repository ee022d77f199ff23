import Testing

@testable import SlideExtraction

@Suite("GrayPicture")
struct GrayPictureTests {
    private func graymap(_ width: Int, _ height: Int, value: UInt8) -> [UInt8] {
        Array("P5\n# a comment 7\n\(width) \(height)\n255\n".utf8) + [UInt8](repeating: value, count: width * height)
    }

    @Test("pictures come out whole however the bytes are cut", arguments: [1, 3, 7, 50, 1000])
    func chunks(size: Int) {
        let bytes = graymap(4, 3, value: 0x50) + graymap(5, 2, value: 0x23)
        var stream = GrayPictureStream()
        var pictures: [GrayPicture] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            pictures += stream.add(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        #expect(pictures.map(\.width) == [4, 5])
        #expect(pictures.map(\.height) == [3, 2])
        #expect(pictures.map(\.pixels) == [[UInt8](repeating: 0x50, count: 12), [UInt8](repeating: 0x23, count: 10)])
    }

    @Test("what is no picture gives none", arguments: ["", "P6\n1 1\n255\nabc", "P5\n0 1\n255\n", "P5 1 1 65535 ab"])
    func nothing(text: String) {
        var stream = GrayPictureStream()
        #expect(stream.add(Array(text.utf8)).isEmpty)
    }

    @Test("a picture of one shade is blank, one with a gray stroke is not")
    func blank() {
        var picture = GrayPicture(width: 10, height: 10, pixels: [UInt8](repeating: 250, count: 100))
        #expect(picture.isBlank)
        picture.pixels[17] = 200
        #expect(!picture.isBlank)
    }
}
