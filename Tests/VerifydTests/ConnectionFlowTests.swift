import NIOCore
import NIOEmbedded
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// Counts the reads that pass.
final class ReadCount: ChannelOutboundHandler {
    typealias OutboundIn = Any
    var count = 0

    func read(context: ChannelHandlerContext) {
        count += 1
        context.read()
    }
}

/// What a connection reads, how much of it, and in which codings.
struct ConnectionFlowTests {
    @Test(arguments: ["gzip, chunked", "identity", "x"])
    func `a transfer coding that is not known is answered 501`(_ coding: String) throws {
        let wire = try Wire()
        try wire.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \(coding)\r\n\r\n")
        #expect(try wire.requests() == 0)
        let answer = try wire.received()
        #expect(answer.hasPrefix("HTTP/1.1 501 Not Implemented"), "\(answer)")
        #expect(answer.contains("transfer_coding") && answer.contains("Connection: close"))
    }

    @Test(arguments: ["chunked", "Chunked", " chunked "])
    func `chunks are a known coding`(_ coding: String) throws {
        let wire = try Wire()
        try wire.send(
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \(coding)\r\n\r\n1\r\na\r\n0\r\n\r\n"
        )
        #expect(try wire.requests() == 1)
    }

    @Test func `while an answer waits to be written nothing more is read`() throws {
        let wire = try Wire()
        let reads = wire.reads
        wire.channel.read()
        #expect(reads.count == 1)
        try wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        wire.setWritable(false)
        wire.channel.read()
        wire.channel.read()
        #expect(reads.count == 1)
        wire.setWritable(true)
        #expect(reads.count == 2)
    }

    @Test func `while a second request waits for its turn nothing more is read`() throws {
        let wire = try Wire()
        let reads = wire.reads
        let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
        try wire.send(request)
        wire.channel.read()
        #expect(reads.count == 1)
        try wire.send(request + request)
        wire.channel.read()
        try wire.answer()
        #expect(reads.count == 1)
        try wire.answer()
        #expect(reads.count == 2)
    }

    @Test func `too many pipelined requests end the connection after the answers to the first`()
        throws
    {
        let wire = try Wire()
        let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
        try wire.send(String(repeating: request, count: ConnectionLimits.pipelined + 20))
        #expect(try wire.requests() == ConnectionLimits.pipelined)
        #expect(wire.cuts("pipelined") == 1)
        try wire.send(request)
        for number in 1...ConnectionLimits.pipelined {
            #expect(wire.channel.isActive)
            try wire.answer()
            let isLast = number == ConnectionLimits.pipelined
            #expect(try wire.received().contains("Connection: close") == isLast)
        }
        #expect(!wire.channel.isActive)
    }

    @Test func `an answer while the body of the next request arrives keeps the connection`() throws
    {
        let wire = try Wire()
        try wire.send(
            "GET / HTTP/1.1\r\nHost: a\r\n\r\nPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na"
        )
        try wire.answer()
        #expect(try !wire.received().contains("Connection: close"))
        try wire.send("b")
        try wire.answer()
        #expect(try wire.received().hasPrefix("HTTP/1.1 200 OK"))
        #expect(wire.channel.isActive)
    }
}
