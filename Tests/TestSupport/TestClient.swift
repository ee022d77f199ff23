internal import Foundation
internal import Glibc
internal import Synchronization

/// A client that sends exactly the bytes it is told and shows exactly what came back: no redirects are followed,
/// nothing is cached, no field is added but `Host`, `Connection` and the body's length.
public struct TestClient: Sendable {
    public let port: Int
    /// How long a reply may take.
    public var patience: Duration = .seconds(60)

    public init(port: Int) {
        self.port = port
    }

    /// How a body is sent.
    public enum Framing: Sendable {
        case length
        /// With `Transfer-Encoding: chunked`, so that the server cannot know how much will come.
        case chunked
    }

    /// - Parameter closes: says that the connection is to be closed, as a client does that sends one request alone.
    public func send(
        _ method: String, _ path: String, _ fields: [(String, String)] = [], body: [UInt8]? = nil,
        framing: Framing = .length, closes: Bool = true
    ) async throws -> TestReply {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n"
        if closes { head += "Connection: close\r\n" }
        for (name, value) in fields { head += "\(name): \(value)\r\n" }
        var pieces: [[UInt8]] = []
        switch (body, framing) {
        case (nil, _): break
        case (let body?, .length):
            head += "Content-Length: \(body.count)\r\n"
            pieces = [body]
        case (let body?, .chunked):
            head += "Transfer-Encoding: chunked\r\n"
            pieces = Self.chunks(of: body)
        }
        return try await exchange([Array((head + "\r\n").utf8)] + pieces, hasBody: method != "HEAD")
    }

    public func get(_ path: String, _ fields: [(String, String)] = []) async throws -> TestReply {
        try await send("GET", path, fields)
    }

    /// Sends bytes and reads one reply. Sending and reading go on at the same time, as a server may answer and hang
    /// up before it has read everything.
    public func exchange(_ pieces: [[UInt8]], hasBody: Bool = true) async throws -> TestReply {
        await Self.gate.enter()
        do {
            let reply = try await unlimitedExchange(pieces, hasBody: hasBody)
            await Self.gate.leave()
            return reply
        } catch {
            await Self.gate.leave()
            throw error
        }
    }

    /// Sends all of the bytes, which are several requests, and reads as many replies from the one connection.
    /// - Parameter hasBodies: for each reply whether it may have a body.
    public func replies(to bytes: [UInt8], hasBodies: [Bool]) async throws -> [TestReply] {
        await Self.gate.enter()
        do {
            let connection = try await blocking { [self] in try Connection(port: port, patience: patience) }
            async let sending: Void = blocking { connection.send([bytes]) }
            let replies = try await blocking { try connection.replies(hasBodies: hasBodies) }
            connection.stop()
            try await sending
            await Self.gate.leave()
            return replies
        } catch {
            await Self.gate.leave()
            throw error
        }
    }

    /// Sends a request, says that nothing more will come, and reads the reply.
    public func lastWords(_ bytes: [UInt8]) async throws -> TestReply {
        try await blocking { [self] in
            let connection = try Connection(port: port, patience: patience)
            connection.send([bytes])
            connection.finish()
            // The reply is not taken at once, so that it waits in the server.
            usleep(50_000)
            return try connection.reply(hasBody: true)
        }
    }

    /// Sends one request again and again on one connection.
    /// - Returns: how many times it was answered by 200.
    public func conversation(_ bytes: [UInt8], times: Int, every pause: Duration) async throws -> Int {
        try await blocking { [self] in
            let connection = try Connection(port: port, patience: patience)
            for time in 0..<times {
                connection.send([bytes])
                guard let reply = try? connection.reply(hasBody: true), reply.status == 200 else { return time }
                usleep(UInt32(pause.components.attoseconds / 1_000_000_000_000))
            }
            return times
        }
    }

    /// Tests run hundreds at a time; as many connections would fill the server's queue of new ones.
    private static let gate = Gate(width: 24)

    private func unlimitedExchange(_ pieces: [[UInt8]], hasBody: Bool) async throws -> TestReply {
        let connection = try await blocking { [self] in try Connection(port: port, patience: patience) }
        async let sending: Void = blocking { connection.send(pieces) }
        let reply = try await blocking { try connection.reply(hasBody: hasBody) }
        connection.stop()
        try await sending
        return reply
    }

    /// How many bytes of an endless body a server takes before it closes the connection; nil when it took `limit`.
    public func bytesTakenAfterRefusal(_ head: String, piece: [UInt8], limit: Int) async throws -> Int? {
        try await blocking { [self] in
            let connection = try Connection(port: port, patience: patience)
            connection.send([Array(head.utf8)])
            var taken = 0
            while taken < limit {
                guard connection.sendAll(piece) else { return taken }
                taken += piece.count
                usleep(1000)
            }
            return nil
        }
    }

    /// Sends requests on as many connections, all of which are under way at once: first half of each, then the rest of
    /// each; then their replies are read.
    /// - Returns: in the order of the requests; nil for a connection that ended without a reply.
    public func allAtOnce(_ requests: [[UInt8]]) async throws -> [TestReply?] {
        try await blocking { [self] in
            var connections: [Connection] = []
            for request in requests {
                let connection = try Connection(port: port, patience: patience)
                connection.send([Array(request.prefix(request.count / 2))])
                connections.append(connection)
            }
            for (connection, request) in zip(connections, requests) {
                connection.send([Array(request.dropFirst(request.count / 2))])
            }
            return connections.map { try? $0.reply(hasBody: true) }
        }
    }

    private static func chunks(of body: [UInt8]) -> [[UInt8]] {
        stride(from: 0, to: body.count, by: 50_000).map { start in
            let piece = body[start..<min(start + 50_000, body.count)]
            return Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Array("\r\n".utf8)
        } + [Array("0\r\n\r\n".utf8)]
    }
}

/// A connection that could not be used.
public struct ConnectionError: Error, CustomStringConvertible {
    public let description: String
}

/// A blocking socket.
private final class Connection: Sendable {
    private let descriptor: CInt
    /// Why reading ended, where it did not end in good order.
    private let lastFailure = Mutex("")

    init(port: Int, patience: Duration) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var limit = timeval(tv_sec: Int(patience.components.seconds), tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            // Everything is initialised, so `deinit` closes the socket; to close it here, too, could close another's.
            throw ConnectionError(description: "no connection: \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(descriptor) }

    func send(_ pieces: [[UInt8]]) {
        for piece in pieces where !sendAll(piece) { return }
    }

    /// False when the other side does not take it any more.
    func sendAll(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress?.advanced(by: sent), bytes.count - sent, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Nothing more will be sent.
    func finish() { shutdown(descriptor, CInt(SHUT_WR)) }

    /// Wakes a sender that waits.
    func stop() { shutdown(descriptor, CInt(SHUT_RDWR)) }

    func reply(hasBody: Bool) throws -> TestReply {
        var received: [UInt8] = []
        while true {
            if let (head, length) = TestReply.head(of: received), head.status >= 200,
                let reply = Self.whole(head, Array(received[length...]), hasBody: hasBody, isClosed: false)
            {
                return reply
            }
            guard let piece = try read(), !piece.isEmpty else { break }
            received += piece
        }
        guard let (head, length) = TestReply.head(of: received),
            let reply = Self.whole(head, Array(received[length...]), hasBody: hasBody, isClosed: true)
        else {
            throw ConnectionError(
                description: "the server closed the connection after \(received.count) bytes "
                    + "(\(lastFailure.withLock { $0 })): "
                    + String(decoding: received.prefix(200), as: UTF8.self))
        }
        return reply
    }

    /// Several replies, one after the other; fewer when the connection ends before.
    func replies(hasBodies: [Bool]) throws -> [TestReply] {
        var replies: [TestReply] = []
        var received: [UInt8] = []
        for hasBody in hasBodies {
            while true {
                if let (head, length) = TestReply.head(of: received),
                    let reply = Self.whole(head, Array(received[length...]), hasBody: hasBody, isClosed: false)
                {
                    replies.append(reply)
                    received.removeFirst(length + reply.body.count)
                    break
                }
                guard let piece = try read(), !piece.isEmpty else { return replies }
                received += piece
            }
        }
        return replies
    }

    /// The reply, when all of it is there.
    private static func whole(_ head: TestReply, _ rest: [UInt8], hasBody: Bool, isClosed: Bool) -> TestReply? {
        var reply = head
        reply.isClosed = isClosed
        if !hasBody || head.status == 204 || head.status == 304 { return reply }
        if head["Transfer-Encoding"]?.lowercased() == "chunked" {
            guard let body = TestReply.unchunked(rest) else { return nil }
            reply.body = body
        } else if let length = head["Content-Length"].flatMap({ Int($0) }) {
            guard rest.count >= length else { return nil }
            reply.body = Array(rest.prefix(length))
        } else {
            guard isClosed else { return nil }
            reply.body = rest
        }
        return reply
    }

    /// Nil when the other side has closed.
    private func read() throws -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
        let reason = errno
        if count < 0, reason == EAGAIN { throw ConnectionError(description: "no reply in time") }
        if count < 0 { lastFailure.withLock { $0 = String(cString: strerror(reason)) } }
        return count <= 0 ? nil : Array(buffer[..<count])
    }
}
