import CWebP

/// Makes WebP pictures (RFC 9649) of pixels: the form that was chosen by measurement, see `Benchmarks/pictures`.
///
/// Flat slides are kept exactly, which is also the smallest then; slides with photographs, gradients and many colours
/// lose what the eye hardly sees. How far a small picture may go is bounded, so that a page with ten of them stays
/// within 250 kB whatever the decks are.
enum WebPEncoder {
    /// Bytes of a small picture. One that is larger is made again with less quality.
    static let smallBytes = 25_000
    /// Bytes up to which a large picture is kept exactly.
    static let exactBytes = 120_000
    /// Qualities of small pictures, the best first; libwebp counts from 0 to 100.
    private static let smallQualities: [Float] = [75, 50, 25, 5, 0]
    private static let largeQuality: Float = 85

    struct Failed: Error {
        /// libwebp's number for what went wrong.
        var code: Int
    }

    static func encode(_ picture: PixelPicture, size: PictureSize) throws(Failed) -> [UInt8] {
        switch size {
        case .small: try encodeSmall(picture)
        case .large: try encodeLarge(picture)
        }
    }

    private static func encodeSmall(_ picture: PixelPicture) throws(Failed) -> [UInt8] {
        // Up to this number libwebp writes a palette; beyond, an exact picture takes twice the bytes of a good one.
        if picture.hasAtMost(colors: 256) {
            let exact = try encode(picture, method: 1, quality: nil)
            if exact.count <= smallBytes { return exact }
        }
        var best: [UInt8] = []
        for quality in smallQualities {
            best = try encode(picture, method: 0, quality: quality)
            if best.count <= smallBytes { break }
        }
        return best
    }

    private static func encodeLarge(_ picture: PixelPicture) throws(Failed) -> [UInt8] {
        let exact = try encode(picture, method: 1, quality: nil)
        if exact.count <= exactBytes { return exact }
        let good = try encode(picture, method: 2, quality: largeQuality)
        return good.count < exact.count ? good : exact
    }

    /// - Parameter method: how hard libwebp tries, from 0 to 6. For lossy small pictures more than 0 would cost a quarter
    ///   more time for a tenth fewer bytes; exact ones need 1 to be small at all.
    /// - Parameter quality: nil for exact pixels.
    private static func encode(_ picture: PixelPicture, method: Int32, quality: Float?) throws(Failed) -> [UInt8] {
        var config = WebPConfig()
        guard WebPConfigPreset(&config, WEBP_PRESET_DEFAULT, quality ?? 0) != 0 else { throw Failed(code: 0) }
        config.method = method
        config.lossless = quality == nil ? 1 : 0
        var target = WebPPicture()
        guard WebPPictureInit(&target) != 0 else { throw Failed(code: 0) }
        defer { WebPPictureFree(&target) }
        target.width = Int32(picture.frame.width)
        target.height = Int32(picture.frame.height)
        target.use_argb = quality == nil ? 1 : 0
        let isIn = picture.pixels.withUnsafeBufferPointer { pixels in
            pixels.count == picture.frame.bytes
                && WebPPictureImportRGB(&target, pixels.baseAddress, Int32(picture.frame.width * 3)) != 0
        }
        guard isIn else { throw Failed(code: Int(target.error_code.rawValue)) }
        var writer = WebPMemoryWriter()
        WebPMemoryWriterInit(&writer)
        defer { WebPMemoryWriterClear(&writer) }
        let isMade = withUnsafeMutablePointer(to: &writer) { writer in
            target.writer = WebPMemoryWrite
            target.custom_ptr = UnsafeMutableRawPointer(writer)
            return WebPEncode(&config, &target) != 0
        }
        guard isMade else { throw Failed(code: Int(target.error_code.rawValue)) }
        return Array(UnsafeBufferPointer(start: writer.mem, count: writer.size))
    }
}

extension PixelPicture {
    /// Whether there are so few colours; as soon as there are more, the rest is not looked at.
    func hasAtMost(colors limit: Int) -> Bool {
        // A hash table of four places for each colour, so that a search is short; no colour is -1.
        let places = limit * 4
        var table = [Int32](repeating: -1, count: places)
        return table.withUnsafeMutableBufferPointer { table in
            pixels.withUnsafeBufferPointer { pixels in
                var count = 0
                var before: Int32 = -1
                for start in stride(from: 0, to: pixels.count - 2, by: 3) {
                    let color =
                        Int32(pixels[start]) << 16 | Int32(pixels[start + 1]) << 8 | Int32(pixels[start + 2])
                    // Most of a slide is of the colour beside it.
                    if color == before { continue }
                    before = color
                    var place = Int(UInt32(bitPattern: color) &* 2_654_435_761 >> 8) % places
                    while table[place] >= 0, table[place] != color { place = (place + 1) % places }
                    if table[place] == color { continue }
                    table[place] = color
                    count += 1
                    if count > limit { return false }
                }
                return true
            }
        }
    }
}
