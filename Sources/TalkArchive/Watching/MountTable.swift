internal import Glibc

/// Tells whether a folder lies on a file system that others change without this machine noticing.
enum MountTable {
    /// The kind of such a file system, `nfs4`; nil for one that notices go out for.
    static func remoteKind(of path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        guard let table = try? DurableFile.read("/proc/self/mountinfo", limit: 1 << 22),
            let kind = kind(of: String(cString: resolved), in: String(decoding: table, as: UTF8.self))
        else { return nil }
        return isRemote(kind) ? kind : nil
    }

    /// The kind of the innermost mount around a path, from lines of proc(5)'s `mountinfo`.
    static func kind(of path: String, in table: String) -> String? {
        var best: (length: Int, kind: String)?
        for line in table.split(separator: "\n") {
            let halves = line.split(separator: " - ", maxSplits: 1)
            guard halves.count == 2 else { continue }
            let fields = halves[0].split(separator: " ")
            guard fields.count > 4, let kind = halves[1].split(separator: " ").first else { continue }
            let place = unescaped(fields[4])
            let prefix = place.hasSuffix("/") ? place : place + "/"
            guard path == place || path.hasPrefix(prefix) else { continue }
            // Of two mounts at one place the later one counts.
            if place.utf8.count >= best?.length ?? 0 { best = (place.utf8.count, String(kind)) }
        }
        return best?.kind
    }

    static func isRemote(_ kind: String) -> Bool {
        let kinds: Set = [
            "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ceph", "afs", "lustre", "gfs2", "ocfs2", "glusterfs",
            "virtiofs",
            "vboxsf", "prl_fs",
        ]
        return kinds.contains(kind) || kind == "fuse" || kind.hasPrefix("fuse.")
    }

    /// White space and backslashes are written as three octal digits.
    private static func unescaped(_ field: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(field.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            if byte == UInt8(ascii: "\\"), digits.count == 3,
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
            {
                bytes.append(value)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
