/// Gray pictures as the pages of one TIFF file (TIFF 6.0, Adobe 1992, sections 2 and 4), uncompressed.
///
/// `tesseract` takes several pictures from its standard input in this form alone.
enum GrayTIFF {
    static func file(_ pictures: [GrayPicture], dotsPerInch: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(pictures.reduce(8) { $0 + $1.pixels.count + 200 })
        bytes += Array("II".utf8) + little16(42)
        // Where the offset of the next directory has to be written.
        var link = bytes.count
        bytes += little32(0)
        for picture in pictures {
            let pixels = bytes.count
            bytes += picture.pixels
            if bytes.count % 2 == 1 { bytes.append(0) }
            let resolution = bytes.count
            bytes += little32(dotsPerInch) + little32(1)
            bytes.replaceSubrange(link..<link + 4, with: little32(bytes.count))
            let entries: [[UInt8]] = [
                long(256, picture.width), long(257, picture.height),
                short(258, 8),  // bits of a sample
                short(259, 1),  // not compressed
                short(262, 1),  // 0 is black
                long(273, pixels),
                short(277, 1),  // samples of a pixel
                long(278, picture.height),  // all rows in one strip
                long(279, picture.pixels.count),
                fraction(282, at: resolution), fraction(283, at: resolution),
                short(296, 2),  // the resolution is in inches
            ]
            bytes += little16(entries.count)
            for entry in entries { bytes += entry }
            link = bytes.count
            bytes += little32(0)
        }
        return bytes
    }

    private static func short(_ tag: Int, _ value: Int) -> [UInt8] {
        little16(tag) + little16(3) + little32(1) + little16(value) + little16(0)
    }

    private static func long(_ tag: Int, _ value: Int) -> [UInt8] {
        little16(tag) + little16(4) + little32(1) + little32(value)
    }

    private static func fraction(_ tag: Int, at offset: Int) -> [UInt8] {
        little16(tag) + little16(5) + little32(1) + little32(offset)
    }

    private static func little16(_ value: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }

    private static func little32(_ value: Int) -> [UInt8] {
        little16(value) + little16(value >> 16)
    }
}
