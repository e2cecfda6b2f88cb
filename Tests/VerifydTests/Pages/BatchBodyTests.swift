import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Registry
import Store
import TestWorkbooks
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

@Suite struct `The body of a batch's form` {
    private static let codes =
        "code\n" + String(repeating: "1795 8396 5972 7439 0942\n", count: 180)
    private static let many = String(repeating: codes, count: 20)

    @Test func `of a visitor is no larger than any other form`() async throws {
        try await TestApp.with { test in
            let few = try await Self.send([("file", Self.codes)], to: test)
            #expect(few == 303)
            // Also without a Content-Length.
            for piecewise in [false, true] {
                let many = try await Self.send([("file", Self.many)], to: test, piecewise)
                #expect(many == 413)
            }
        }
    }

    @Test func `may be large with a key before the file`() async throws {
        try await TestApp.with { test in
            let key = try #require(test.variables["employer_key"])
            let parts = [("key", key), ("purpose", ""), ("file", Self.many)]
            #expect(try await Self.send(parts, to: test) == 303)
            #expect(try await Self.send(parts, to: test, true) == 303)
        }
    }

    @Test func `with a wrong key, or one behind the file, is a visitor's`() async throws {
        try await TestApp.with { test in
            let key = try #require(test.variables["employer_key"])
            let other = try #require(test.variables["tehran_key"])
            for parts in [
                [("key", key.dropLast() + "x"), ("file", Self.many)],
                [("key", other), ("file", Self.many)], [("key", ""), ("file", Self.many)],
                [("file", Self.many), ("key", key)],
            ] {
                #expect(try await Self.send(parts, to: test, true) == 413)
            }
            #expect(try await Self.send([("key", "x"), ("file", Self.codes)], to: test) == 422)
        }
    }

    @Test func `of a visitor has no more codes than a visitor's batch may have`() async throws {
        try await TestApp.with { test in
            func codes(_ count: Int) -> String {
                "code\n" + String(repeating: "17958396597274390942\n", count: count)
            }
            let key = try #require(test.variables["employer_key"])
            let most = BulkJobLimits.visitorCodes
            #expect(try await Self.send([("file", codes(most))], to: test) == 303)
            #expect(try await Self.send([("file", codes(most + 1))], to: test) == 422)
            let keyed = [("key", key), ("file", codes(most + 1))]
            #expect(try await Self.send(keyed, to: test) == 303)
            #expect(try await Self.send([("file", "")], to: test) == 422)
            #expect(try await Self.send([("key", key)], to: test) == 422)
        }
    }

    @Test func `may be a workbook, whose packed bytes are not lines of codes`() async throws {
        try await TestApp.with { test in
            let texts = [["code"]] + (0..<150).map { ["1795 8396 5972 7439 \(1000 + $0)"] }
            var archive = TestWorkbook(texts: texts).archive
            // Bytes that look like very many lines.
            archive.add("xl/media/image1.png", String(repeating: "a\n", count: 20_000))
            let status = try await Self.send(
                [("file", "")],
                to: test,
                file: archive.bytes
            )
            #expect(status == 303)
        }
    }

    @Test func `with a consent that is not complete keeps nothing of a large file`() async throws {
        try await TestApp.with { test in
            let key = try #require(test.variables["employer_key"])
            let before = try await test.app.count("bulk_job")
            for purpose in [true, false] {
                let parts = [
                    ("key", key), (purpose ? "purpose" : "consent", "x"), ("file", Self.many),
                ]
                #expect(try await Self.send(parts, to: test, true) == 422)
            }
            // The consent must be known before a large file is read.
            let late = [("key", key), ("file", Self.many), ("purpose", "x"), ("consent", "1")]
            #expect(try await Self.send(late, to: test, true) == 400)
            #expect(try await test.app.count("bulk_job") == before)
        }
    }

    @Test func `is never larger than the largest form`() async throws {
        try await TestApp.with { test in
            let key = try #require(test.variables["employer_key"])
            let endless = String(repeating: Self.many, count: 100)
            #expect(endless.utf8.count > BatchBody.largest)
            let parts = [("key", key), ("file", endless)]
            #expect(try await Self.send(parts, to: test) == 413)
            #expect(try await Self.send(parts, to: test, true) == 413)
        }
    }

    /// Sends a form; returns the status.
    private static func send(
        _ parts: [(name: String, text: String)],
        to test: TestApp,
        _ piecewise: Bool = false,
        file bytes: [UInt8] = []
    ) async throws -> Int {
        var body = ByteBuffer()
        for (name, content) in parts {
            let file = name == "file" ? "; filename=\"codes.csv\"\r\nContent-Type: text/csv" : ""
            body.writeString(
                "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\(file)\r\n\r\n\(content)"
            )
            if name == "file" { body.writeBytes(bytes) }
            body.writeString("\r\n")
        }
        body.writeString("--b--\r\n")
        var fields: HTTPFields = [.contentType: "multipart/form-data; boundary=b"]
        if !piecewise { fields[.contentLength] = String(body.readableBytes) }
        let head = HTTPRequest(
            method: .post,
            scheme: "http",
            authority: "localhost",
            path: "/batches",
            headerFields: fields
        )
        let source = ApplicationRequestContextSource(
            channel: EmbeddedChannel(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let request = Request(
            head: head,
            body: piecewise ? .init(asyncSequence: pieces(of: body)) : .init(buffer: body)
        )
        let door = try RootResponder(test.app, log: test.log)
        return try await door.respond(to: request, context: AppRequestContext(source: source))
            .status.code
    }

    private static func pieces(of body: ByteBuffer) -> AsyncStream<ByteBuffer> {
        AsyncStream { stream in
            var rest = body
            while rest.readableBytes > 0 {
                if let piece = rest.readSlice(length: min(16_384, rest.readableBytes)) {
                    stream.yield(piece)
                }
            }
            stream.finish()
        }
    }
}
