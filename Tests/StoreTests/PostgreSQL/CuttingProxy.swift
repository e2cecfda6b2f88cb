#if PostgreSQL
import Foundation
import Synchronization

/// Stands between a database and its server, and cuts a connection in the middle of a COMMIT.
final class CuttingProxy: Sendable {
    /// When the connection is cut.
    enum Cut: CaseIterable, Sendable {
        /// The server never hears of the COMMIT.
        case before
        /// The server hears it, and the cut comes while it works.
        case meanwhile
        /// The server has answered, but the answer is lost.
        case after
    }

    private struct State {
        var next: Cut?
        var isShut = false
        var cuts = 0
    }

    private let state = Mutex(State())
    private let server: String
    private let listener: Int32
    /// The folder of its socket.
    let folder: String

    /// How many connections were cut.
    var cuts: Int { state.withLock { $0.cuts } }

    /// Listens in `folder`, for a server whose socket is in another one.
    init(in folder: String, to server: String) throws {
        self.folder = folder
        self.server = server
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.address(folder)
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let isBound = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, length)
            }
        }
        guard isBound == 0, listen(listener, 64) == 0 else {
            throw POSIXError(.EADDRNOTAVAIL)
        }
        Thread.detachNewThread { self.serve() }
    }

    deinit {
        close(listener)
    }

    /// Cuts the next connection that commits.
    func cut(_ cut: Cut) {
        state.withLock { $0.next = cut }
    }

    /// Cuts the next connection that commits, and takes no more.
    func cutAndShut(_ cut: Cut) {
        state.withLock {
            $0.next = cut
            $0.isShut = true
        }
    }

    private static func address(_ folder: String) -> sockaddr_un {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            unsafe bytes.copyBytes(from: "\(folder)/.s.PGSQL.5432".utf8)
        }
        return address
    }

    private func serve() {
        while case let client = accept(listener, nil, nil), client >= 0 {
            let isShut = state.withLock { $0.isShut && $0.next == nil }
            let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var address = Self.address(self.server)
            let length = socklen_t(MemoryLayout<sockaddr_un>.size)
            let isConnected = unsafe withUnsafePointer(to: &address) {
                unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe connect(server, $0, length)
                }
            }
            guard !isShut, isConnected == 0 else {
                close(client)
                close(server)
                continue
            }
            let line = Line(client: client, server: server)
            Thread.detachNewThread { self.carryRequests(line) }
            Thread.detachNewThread { line.carryAnswers() }
        }
    }

    private func carryRequests(_ line: Line) {
        let commit = Array("COMMIT\0".utf8)
        while let bytes = Line.read(line.client) {
            guard bytes.suffix(commit.count) == commit[...],
                let cut = state.withLock({ state -> Cut? in
                    defer { state.next = nil }
                    state.cuts += state.next == nil ? 0 : 1
                    return state.next
                })
            else {
                Line.write(bytes, to: line.server)
                continue
            }
            switch cut {
            case .before: break
            case .meanwhile:
                line.isMute.store(true, ordering: .relaxed)
                Line.write(bytes, to: line.server)
            case .after:
                line.isMute.store(true, ordering: .relaxed)
                Line.write(bytes, to: line.server)
                // The answer has come, and was not passed on.
                line.answered.wait()
            }
            break
        }
        line.end()
    }

    /// A connection and its other half.
    private final class Line: Sendable {
        let client: Int32
        let server: Int32
        let isMute = Atomic(false)
        let answered = DispatchSemaphore(value: 0)

        init(client: Int32, server: Int32) {
            (self.client, self.server) = (client, server)
        }

        deinit {
            close(client)
            close(server)
        }

        func end() {
            shutdown(client, Int32(SHUT_RDWR))
            shutdown(server, Int32(SHUT_RDWR))
        }

        func carryAnswers() {
            while let bytes = Line.read(server) {
                if isMute.load(ordering: .relaxed) {
                    answered.signal()
                } else {
                    Line.write(bytes, to: client)
                }
            }
            answered.signal()
            end()
        }

        static func read(_ descriptor: Int32) -> [UInt8]? {
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let count = unsafe recv(descriptor, &bytes, bytes.count, 0)
            return count > 0 ? Array(bytes.prefix(count)) : nil
        }

        static func write(_ bytes: [UInt8], to descriptor: Int32) {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = unsafe rest.withUnsafeBytes {
                    unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }
}
#endif
