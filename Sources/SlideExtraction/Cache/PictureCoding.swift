import Foundation

/// A picture as the bytes of a cache file: `RPPI`, a format number, the checksum of all that follows, the picture.
///
/// The checksum is what tells a damaged picture from a whole one: a browser would show either.
enum PictureCoding {
    private static let mark = Array("RPPI".utf8)
    private static let format: UInt8 = 1
    private static let headerBytes = 13

    static func encode(_ picture: [UInt8]) -> [UInt8] {
        let checksum = picture.withUnsafeBytes(damageChecksum)
        return mark + [format] + (0..<8).map { UInt8(truncatingIfNeeded: checksum >> (8 * UInt64($0))) } + picture
    }

    /// Nil when the bytes are not whole and undamaged.
    static func decode(_ bytes: [UInt8]) -> Data? {
        guard bytes.count > headerBytes, bytes.starts(with: mark), bytes[4] == format else { return nil }
        return bytes.withUnsafeBytes { bytes in
            let picture = UnsafeRawBufferPointer(rebasing: bytes[headerBytes...])
            let checksum = bytes.loadUnaligned(fromByteOffset: 5, as: UInt64.self)
            return UInt64(littleEndian: checksum) == damageChecksum(picture) ? Data(picture) : nil
        }
    }
}
