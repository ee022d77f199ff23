internal import Foundation
internal import Glibc

/// What the bytes of a file are: their hash, their number, and whether they begin as a PDF does.
struct FileFingerprint: Hashable {
    let hash: ContentHash
    let byteCount: Int
    let isPDF: Bool

    /// Reads a file once.
    /// - Returns: also the file's status, or nil in its place when it changed while it was read.
    static func reading(_ path: String) throws(SystemFailure) -> (FileFingerprint, FileStatus?) {
        // Without O_NONBLOCK, opening a pipe that somebody put there would wait for ever.
        let file = try OpenFile(path, flags: O_RDONLY | O_NONBLOCK)
        let before = try file.status()
        guard before.kind == .file else { throw SystemFailure("read", path, code: EINVAL) }
        var hasher = ContentHasher()
        var head = PDFSignature()
        var byteCount = 0
        try file.readAll { piece in
            hasher.update(piece)
            head.add(piece)
            byteCount += piece.count
        }
        let after = try file.status()
        let fingerprint = FileFingerprint(hash: hasher.finish(), byteCount: byteCount, isPDF: head.isPDF)
        return (fingerprint, before == after ? after : nil)
    }
}

/// Tells a PDF by its first 1024 bytes, and what else it is by some more.
///
/// There the header `%PDF-` has always been accepted (PDF 1.7 reference, appendix H, implementation note 13). A file that
/// has lost it and begins with objects (`1 0 obj`, clause 7.3.10) can be mended by its reader, so it counts as well.
struct PDFSignature {
    static let window = 1024
    /// The names in a ZIP archive, which tell slides from texts, come later.
    private static let kindWindow = 4096
    private var head: [UInt8] = []

    /// Takes the next bytes; those beyond the window are ignored.
    mutating func add(_ bytes: some Sequence<UInt8>) {
        guard head.count < Self.kindWindow else { return }
        head.append(contentsOf: bytes.prefix(Self.kindWindow - head.count))
    }

    /// No more bytes can change the answer.
    var isDecided: Bool { head.count == Self.kindWindow || isPDF }

    var isPDF: Bool { head.prefix(Self.window).firstRange(of: Array("%PDF-".utf8)) != nil || hasObject }

    /// What a file that is no PDF is instead; nil when it does not tell.
    var otherKind: FileKind? { isPDF ? nil : FileKind(firstBytes: head) }

    /// A line begins with two numbers and `obj`.
    private var hasObject: Bool {
        head.prefix(Self.window).split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.contains { line in
            let words = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
            return words.count > 2 && words[2].elementsEqual("obj".utf8)
                && words[..<2].allSatisfy { $0.allSatisfy { (0x30...0x39).contains($0) } }
        }
    }
}
