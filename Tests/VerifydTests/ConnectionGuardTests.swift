import NIOCore
import NIOEmbedded
import NIOHTTP1
import Synchronization
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// One guarded connection without a socket: bytes in, bytes out, and a clock that the test moves.
struct Wire {
    let channel = EmbeddedChannel()
    let metrics = EdgeMetrics()
    /// The reads that reached the socket.
    let reads = ReadCount()

    init(perNetwork: Int = 0) throws {
        let limits = ConnectionLimits(
            headerTime: .seconds(10),
            idleTime: .seconds(60),
            bodyRate: 1024,
            connections: 100,
            perNetwork: perNetwork,
            trustedProxies: []
        )
        let watch = ConnectionGuard(
            OpenConnections(limits, metrics: metrics),
            earlyResponses: EarlyResponses(ids: RequestIDs(startingAt: 1))
        )
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(reads)
        try pipeline.addHandler(ByteArrivalHandler(watch))
        try pipeline.addHandler(HTTPResponseEncoder())
        var parser = NIOHTTPDecoderLimitConfiguration()
        parser.maxHeaderListSize = 4096
        try pipeline.addHandler(
            ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: parser))
        )
        try pipeline.addHandler(watch)
        try channel.connect(to: SocketAddress(ipAddress: "192.0.2.1", port: 1)).wait()
    }

    func send(_ text: String) throws {
        _ = try? channel.writeInbound(ByteBuffer(string: text))
    }

    /// What has been sent to the client so far.
    func received() throws -> String {
        var text = ""
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) {
            text += String(buffer: buffer)
        }
        return text
    }

    /// The requests that came through to the handlers.
    func requests() throws -> Int {
        var count = 0
        while let part = try channel.readInbound(as: HTTPServerRequestPart.self) {
            if case .head = part { count += 1 }
        }
        return count
    }

    func answer(closing: Bool = false) throws {
        var head = HTTPResponseHead(version: .http1_1, status: .ok)
        head.headers.add(name: "Content-Length", value: "0")
        try channel.writeOutbound(HTTPServerResponsePart.head(head))
        try channel.writeOutbound(HTTPServerResponsePart.end(nil))
    }

    func pass(_ time: TimeAmount) { channel.embeddedEventLoop.advanceTime(by: time) }

    /// Whether what is written leaves the channel, or waits for the client.
    func setWritable(_ isWritable: Bool) {
        channel.isWritable = isWritable
        channel.pipeline.fireChannelWritabilityChanged()
    }

    func cuts(_ reason: String) -> Int { metrics.connectionsCut[reason] }
}

struct ConnectionGuardTests {
    @Test func `a request with one Host comes through`() throws {
        let wire = try Wire()
        try wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try wire.requests() == 1)
        try wire.answer()
        #expect(try wire.received().hasPrefix("HTTP/1.1 200 OK"))
        #expect(wire.channel.isActive)
    }

    @Test(arguments: ["", "Host: a\r\nHost: b\r\n"])
    func `a request without exactly one Host is answered 400`(_ hosts: String) throws {
        let wire = try Wire()
        try wire.send("GET / HTTP/1.1\r\n\(hosts)\r\n")
        #expect(try wire.requests() == 0)
        let answer = try wire.received()
        #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request"))
        #expect(answer.contains("application/problem+json"))
        #expect(answer.contains("Connection: close"))
        #expect(answer.contains("X-Content-Type-Options: nosniff"))
    }

    @Test func `an HTTP/1.0 client needs no Host, and gets Connection close`() throws {
        let wire = try Wire()
        try wire.send("GET / HTTP/1.0\r\n\r\n")
        #expect(try wire.requests() == 1)
        try wire.answer()
        #expect(try wire.received().contains("Connection: close"))
        #expect(!wire.channel.isActive)
    }

    @Test(arguments: ["GET\r\n\r\n", "\u{16}\u{3}\u{1}", "GET / HTTP/1.1\r\nHost\r\n\r\n"])
    func `bytes that are not HTTP get 400`(_ bytes: String) throws {
        let wire = try Wire()
        try wire.send(bytes)
        #expect(try wire.received().hasPrefix("HTTP/1.1 400"))
        #expect(wire.cuts("malformed") == 1)
    }

    @Test func `a head that is too large is answered 431`() throws {
        let wire = try Wire()
        let long = String(repeating: "a", count: 5000)
        try wire.send("GET / HTTP/1.1\r\nHost: a\r\nX: \(long)\r\n\r\n")
        #expect(try wire.received().hasPrefix("HTTP/1.1 431"))
    }

    @Test func `a header at a byte a second is cut, with an answer`() throws {
        let wire = try Wire()
        var sent = 0
        for letter in "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: aaaaaaaaaaaaaaaa" {
            guard wire.cuts("header_time") == 0 else { break }
            try wire.send(String(letter))
            wire.pass(.seconds(1))
            sent += 1
        }
        #expect((10...11).contains(sent))
        #expect(try wire.received().hasPrefix("HTTP/1.1 408"))
        wire.pass(.seconds(3))
        #expect(!wire.channel.isActive)
    }

    @Test func `a silent connection is cut, an early and a late one`() throws {
        let early = try Wire()
        early.pass(.seconds(59))
        #expect(early.channel.isActive)
        early.pass(.seconds(2))
        #expect(!early.channel.isActive)
        let late = try Wire()
        try late.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        late.pass(.seconds(50))
        try late.answer()
        late.pass(.seconds(59))
        #expect(late.channel.isActive)
        late.pass(.seconds(2))
        #expect(!late.channel.isActive)
        #expect(late.cuts("idle") == 1)
    }

    @Test func `a connection whose answer takes long is not cut`() throws {
        let wire = try Wire()
        try wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        wire.pass(.minutes(10))
        #expect(wire.channel.isActive)
    }

    @Test func `a body at a byte a second is cut`() throws {
        let wire = try Wire()
        try wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
        wire.channel.read()
        for _ in 0..<30 where wire.channel.isActive {
            try wire.send("a")
            wire.channel.read()
            wire.pass(.seconds(1))
        }
        #expect(wire.cuts("slow_body") == 1)
        #expect(!wire.channel.isActive)
    }

    @Test func `a body that the server itself does not read yet is not cut`() throws {
        let wire = try Wire()
        try wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
        wire.pass(.minutes(5))
        #expect(wire.channel.isActive)
    }

    @Test func `an answer before the end of the body closes, and drains only a little`() throws {
        let wire = try Wire()
        try wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n")
        try wire.answer()
        #expect(try wire.received().contains("Connection: close"))
        let megabyte = String(repeating: "a", count: 1 << 20)
        try wire.send(megabyte)
        try wire.send("a")
        #expect(!wire.channel.isActive)
    }

    @Test func `a client that expects 100-continue gets it`() throws {
        let wire = try Wire()
        try wire.send(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"
        )
        #expect(try wire.received().hasPrefix("HTTP/1.1 100 Continue"))
        try wire.send("abc")
        try wire.answer()
        #expect(try wire.received().hasPrefix("HTTP/1.1 200 OK"))
    }

    @Test func `pipelined requests are answered in turn and the connection stays`() throws {
        let wire = try Wire()
        try wire.send(
            "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n"
        )
        #expect(try wire.requests() == 2)
        try wire.answer()
        try wire.answer()
        #expect(wire.channel.isActive)
        wire.pass(.seconds(59))
        #expect(wire.channel.isActive)
    }

    @Test func `connections are counted and counted out`() throws {
        let wire = try Wire()
        #expect(wire.metrics.connections.current == 1)
        try wire.channel.close().wait()
        #expect(wire.metrics.connections.current == 0)
    }
}
