import Foundation
import TalkArchive

@testable import SlideExtraction

/// PDFs whose pages are pictures of other pages, as scans are.
enum PicturePDF {
    /// The pages of `pdf` drawn and put into a new one, as pictures without text.
    ///
    /// - Parameter turns: Quarter turns by which the picture is turned clockwise, page by page.
    static func make(of pdf: TestPDF, turns: [Int] = []) async throws -> TestPDF {
        let folder = try TemporaryFolder()
        let deck = try folder.write(pdf.data)
        let tools = try await ExtractionTools.find(recognising: false)
        var made = TestPDF()
        for number in pdf.pages.indices {
            let turn = number < turns.count ? turns[number] : 0
            let picture = turned(try await draw(deck.file, page: number + 1, tools: tools), turn: turn)
            let (width, height) = (picture.width * 72 / 100, picture.height * 72 / 100)
            made.pages.append(
                .init(content: "\(width) 0 0 \(height) 0 0 cm /X\(number) Do", width: width, height: height))
            let digits = Array("0123456789abcdef".utf8)
            let hex = String(
                decoding: picture.pixels.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
            made.objects[1000 + number] = TestPDF.stream(
                hex + ">",
                dictionary: "/Type /XObject /Subtype /Image /Width \(picture.width) /Height \(picture.height) "
                    + "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /ASCIIHexDecode")
        }
        return made
    }

    /// A page at 100 dots per inch.
    private static func draw(_ file: URL, page: Int, tools: ExtractionTools) async throws -> GrayPicture {
        let output = OutputBuffer()
        let child = ChildProcess(
            arguments: [
                tools.mutool, "draw", "-q", "-c", "gray", "-F", "pgm", "-r", "100", "-o", "-", file.path, String(page),
            ], limits: ExtractionLimits())
        _ = try await child.run { output.append($0) }
        var stream = GrayPictureStream()
        guard let picture = stream.add(output.take()).first else { throw CocoaError(.fileReadCorruptFile) }
        return picture
    }

    private static func turned(_ picture: GrayPicture, turn: Int) -> GrayPicture {
        var picture = picture
        for _ in 0..<turn {
            let (width, height) = (picture.height, picture.width)
            var pixels = [UInt8](repeating: 0, count: width * height)
            for y in 0..<height {
                for x in 0..<width {
                    pixels[y * width + x] = picture.pixels[(picture.height - 1 - x) * picture.width + y]
                }
            }
            picture = GrayPicture(width: width, height: height, pixels: pixels)
        }
        return picture
    }
}
