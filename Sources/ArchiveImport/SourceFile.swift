internal import Foundation

/// A file of strangers, read within limits.
enum SourceFile {
    static func bytes(of url: URL, named name: String, limits: ImportLimits) throws(ImportError) -> Data {
        let path = url.path(percentEncoded: false)
        let attributes: [FileAttributeKey: Any]
        do {
            attributes = try FileManager.default.attributesOfItem(
                atPath: url.resolvingSymlinksInPath().path(percentEncoded: false))
        } catch {
            throw .unreadable(path: name, reason: "there is no such file")
        }
        // A pipe or a device would be read without end.
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            throw .unreadable(path: name, reason: "it is no file")
        }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw .unreadable(path: name, reason: "no right to read it")
        }
        let data: Data?
        do {
            data = try handle.read(upToCount: limits.fileBytes + 1)
        } catch {
            throw .unreadable(path: name, reason: "\(error.localizedDescription)")
        }
        guard let data, !data.isEmpty else { throw .unknownForm(path: name, found: "empty") }
        guard data.count <= limits.fileBytes else { throw .tooLarge(path: name, limit: limits.fileBytes) }
        return data
    }

    /// The text of a file in whatever encoding it says it has, or looks like.
    static func text(of bytes: Data) -> String {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return String(data: bytes, encoding: .utf16) ?? String(decoding: bytes, as: UTF8.self)
        }
        let rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
        return String(validating: rest, as: UTF8.self) ?? String(data: rest, encoding: .windowsCP1252)
            ?? String(decoding: rest, as: UTF8.self)
    }
}
