internal import CZlib

/// The content coding `gzip` (RFC 9110, section 8.4.1.3; RFC 1952).
///
/// The same bytes always give the same result: the header's time is zero and it names no file. So what is compressed
/// twice is the same, and an entity tag stays true over a restart.
public enum Gzip {
    /// How much work is put into a shorter result.
    public enum Effort: Sendable {
        /// For bytes that are sent once.
        case little
        /// For bytes that are sent often.
        case much

        fileprivate var level: CInt {
            switch self {
            case .little: 1
            case .much: 9
            }
        }
    }

    /// - Returns: nil when zlib has no memory for it (about 300 kB of its own), or there are more bytes than zlib counts
    ///   in one call (4 GB); they are then sent as they are.
    public static func compressed(_ bytes: [UInt8], effort: Effort) -> [UInt8]? {
        guard let length = CUnsignedInt(exactly: bytes.count) else { return nil }
        var stream = z_stream()
        guard rockpool_gzip_begin(&stream, effort.level) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, CUnsignedLong(length)))
        guard let capacity = CUnsignedInt(exactly: bound) else { return nil }
        var isWhole = false
        let result = [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            bytes.withUnsafeBufferPointer { input in
                // zlib's field is not const, but it does not write there.
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = length
                stream.next_out = output.baseAddress
                stream.avail_out = capacity
                isWhole = deflate(&stream, Z_FINISH) == Z_STREAM_END
                count = Int(stream.total_out)
            }
        }
        return isWhole ? result : nil
    }
}
