internal import Glibc

/// The system's notices about what happens in folders (inotify(7)).
final class Inotify: Sendable {
    let descriptor: Int32

    /// Something that happened.
    struct Event {
        /// The folder's number, as `watch` gave it; -1 when the queue ran over.
        let folder: Int32
        let mask: UInt32
        /// The name in the folder; empty when the folder itself is meant.
        let name: String

        func has(_ bits: Int32) -> Bool { mask & UInt32(bitPattern: bits) != 0 }
    }

    /// - Throws: `EMFILE` when this user has too many already.
    init() throws(SystemFailure) {
        descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { throw SystemFailure("watch", "") }
    }

    deinit { close(descriptor) }

    /// Asks for notices about a folder's names and files; asking again changes nothing.
    /// - Returns: a number that is the folder's own, whatever it is called later.
    /// - Throws: `ENOSPC` when this user watches as many folders as the system lets one watch.
    func watch(_ path: String) throws(SystemFailure) -> Int32 {
        let mask =
            IN_CREATE | IN_DELETE | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVED_FROM | IN_MOVED_TO
            | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR
        let number = inotify_add_watch(descriptor, path, UInt32(bitPattern: mask))
        guard number >= 0 else { throw SystemFailure("watch", path) }
        return number
    }

    /// Ends the notices about a folder; one that is gone already is no failure.
    func unwatch(_ folder: Int32) { inotify_rm_watch(descriptor, folder) }

    /// All events that are there; does not wait.
    func events() -> [Event] {
        var events: [Event] = []
        let capacity = 1 << 16
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: capacity, alignment: MemoryLayout<inotify_event>.alignment)
        defer { buffer.deallocate() }
        while true {
            let count = repeatedly { read(descriptor, buffer.baseAddress, capacity) }
            guard count > 0 else { return events }
            Self.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: &events)
        }
    }

    /// The kernel's records: a header, then a name of `len` bytes that is filled up with zeros.
    private static func add(_ bytes: UnsafeRawBufferPointer, to events: inout [Event]) {
        let header = MemoryLayout<inotify_event>.size
        var start = 0
        while start + header <= bytes.count {
            let record = bytes.loadUnaligned(fromByteOffset: start, as: inotify_event.self)
            let end = min(bytes.count, start + header + Int(record.len))
            let name = String(decoding: bytes[(start + header)..<end].prefix { $0 != 0 }, as: UTF8.self)
            events.append(Event(folder: record.wd, mask: record.mask, name: name))
            start = end
        }
    }
}
