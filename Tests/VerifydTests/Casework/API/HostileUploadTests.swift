import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Store
import Synchronization
import Testing
import VerifyCore

@testable import Web
@testable import verifyd

/// Uploads by an attacker with a session: bodies without end, files of two formats, names that are paths.
///
/// Sizes are claimed, not sent: a body is made piece by piece while the app reads it, and the test counts what was read.
@Suite struct HostileUploadTests {
    private static let piece = 65_536
    /// The file and the boundaries around it, and one piece that had begun.
    private static let mostPieces = DocumentLimit.bytes / piece + 3

    /// A body without end, after its first bytes.
    private struct Endless: AsyncSequence, Sendable {
        let start: String
        let filling: UInt8
        /// How many pieces were read.
        let count = Count()

        final class Count: Sendable {
            let pieces = Atomic<Int>(0)
        }

        struct Iterator: AsyncIteratorProtocol {
            let body: Endless

            mutating func next() async throws -> ByteBuffer? {
                let number = body.count.pieces.add(1, ordering: .relaxed).oldValue
                // Far more than every limit: a reader without limit fails here, and does not hang the test.
                guard number < 2_000 else { throw StreamHasNoReaderLimit() }
                return number == 0
                    ? ByteBuffer(string: body.start)
                    : ByteBuffer(repeating: body.filling, count: HostileUploadTests.piece)
            }
        }

        func makeAsyncIterator() -> Iterator { Iterator(body: self) }
    }

    private struct StreamHasNoReaderLimit: Error {}

    private static let head =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"scan.pdf\"\r\n"

    @Test(arguments: [
        // The boundary is never closed, in a file of each kind and of none.
        ("%PDF-1.7 ", UInt8(0x20), 413), ("\u{FEFF}<html>", 0x61, 413), ("GIF89a", 0x61, 413),
        // A boundary that begins again and again.
        ("%PDF-1.7 \r\n--", 0x2D, 413),
    ])
    func `a file without end is cut off at the limit, and leaves no row`(
        start: String,
        filling: UInt8,
        status: Int
    ) async throws {
        try await CaseClients.with { clients in
            let body = Endless(start: "\(Self.head)\r\n\(start)", filling: filling)
            let answered = try await Self.send(body, stating: nil, clients)
            #expect(answered == status)
            let read = body.count.pieces.load(ordering: .relaxed)
            #expect(read <= Self.mostPieces, "\(read) pieces were read")
            try await Self.requireNothingStored(clients)
        }
    }

    @Test func `a head without end is refused with its first piece`() async throws {
        try await CaseClients.with { clients in
            let body = Endless(
                start: "--b\r\nContent-Disposition: form-data; name=\"",
                filling: 0x61
            )
            let answered = try await Self.send(body, stating: nil, clients)
            #expect(answered == 400)
            #expect(body.count.pieces.load(ordering: .relaxed) <= 2)
        }
    }

    @Test func `a body that states five gigabytes is refused before it is read`() async throws {
        try await CaseClients.with { clients in
            let body = Endless(start: "\(Self.head)\r\n%PDF-1.7 ", filling: 0x20)
            let stated = try await Self.send(body, stating: "5000000000", clients)
            #expect(stated == 413)
            #expect(body.count.pieces.load(ordering: .relaxed) == 0)
            // A number that no integer holds is not read as a small one.
            let other = Endless(start: "\(Self.head)\r\n%PDF-1.7 ", filling: 0x20)
            let overflowing = try await Self.send(other, stating: "99999999999999999999", clients)
            #expect(overflowing == 413)
        }
    }

    @Test(arguments: [
        // A web page, an archive, a picture that browsers sniff, a program: before or instead of a document.
        "<html><script>alert(1)</script>%PDF-1.7", "PK\u{3}\u{4}%PDF-1.7", "GIF89a/*%PDF-1.7*/",
        "#!/bin/sh\n%PDF-1.7", " %PDF-1.7", "<?xml version=\"1.0\"?><svg onload=\"alert(1)\"/>", "",
    ])
    func `a file of two formats has the one of its first bytes, or none`(
        _ text: String
    ) async throws {
        try await CaseClients.with { clients in
            let answer = try await Self.upload(text, named: "diploma.pdf", clients)
            #expect(answer.status == 422, "\(answer.text)")
            try await Self.requireNothingStored(clients)
        }
    }

    @Test(arguments: [
        "../../../etc/passwd", "..\\\\..\\\\windows\\\\win.ini", "/etc/shadow", "C:\\\\x.pdf",
        "a\u{202E}fdp.exe", "%2e%2e%2fx.pdf", ".", "con", "x.pdf%00.html",
    ])
    func `a name that is a path names nothing here`(_ name: String) async throws {
        try await CaseClients.with { clients in
            let answer = try await Self.upload("%PDF-1.7 x", named: name, clients)
            #expect(answer.status == 201, "\(answer.text)")
            let id = try #require(answer.json["id"]?.string)
            // The id is made by the program, and nothing of the name is kept.
            #expect(id.wholeMatch(of: /[0-9a-f-]{36}/) != nil, "\(id)")
            #expect(!answer.text.contains(name))
        }
    }

    @Test func `a page that follows a document is downloaded with it and never shown`()
        async throws
    {
        try await CaseClients.with { clients in
            let applicant = try await clients.signIn(clients.desk.graduate, .citizen)
            let uploaded = try await clients.upload("<script>alert(1)</script>", as: applicant)
            let document = try #require(uploaded.json["id"]?.string)
            let opened = try await clients.send(
                .post,
                "/api/v1/cases",
                as: applicant,
                CaseClients.opening(document),
                ["Idempotency-Key": "opening"]
            )
            let id = try #require(opened.json["id"]?.string, "\(opened.text)")
            let file = try await clients.send(
                .get,
                "/api/v1/cases/\(id)/files/\(document)",
                as: applicant
            )
            #expect(file.status == 200)
            #expect(file.field("X-Content-Type-Options") == "nosniff")
            #expect(file.field("Content-Disposition")?.hasPrefix("attachment") == true)
            #expect(file.field("Content-Type") == "application/pdf")
        }
    }

    private static func upload(
        _ text: String,
        named name: String,
        _ clients: CaseClients
    ) async throws -> TestApp.Answer {
        let applicant = try await clients.signIn(clients.desk.graduate, .citizen)
        let body = [
            "--b", "Content-Disposition: form-data; name=\"file\"; filename=\"\(name)\"",
            "Content-Type: application/pdf", "", text, "--b--", "",
        ].joined(separator: "\r\n")
        return try await clients.send(
            .post,
            "/api/v1/documents",
            as: applicant,
            body,
            ["Content-Type": "multipart/form-data; boundary=b"]
        )
    }

    private static func send(
        _ body: Endless,
        stating length: String?,
        _ clients: CaseClients
    ) async throws -> Int {
        let applicant = try await clients.signIn(clients.desk.graduate, .citizen)
        guard case .session(let secret) = applicant else { return 0 }
        let test = clients.desk.staff.test
        var fields: HTTPFields = [
            .contentType: "multipart/form-data; boundary=b",
            .cookie: "\(test.app.cookies.session)=\(secret)",
        ]
        fields[.contentLength] = length
        for (name, value) in [
            ("Sec-Fetch-Site", "same-origin"), ("X-Form-Token", test.app.formToken(for: secret)),
        ] {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        let head = HTTPRequest(
            method: .post,
            scheme: "https",
            authority: "sehat.example.ir",
            path: "/api/v1/documents",
            headerFields: fields
        )
        let source = ApplicationRequestContextSource(
            channel: EmbeddedChannel(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let request = Request(head: head, body: .init(asyncSequence: body))
        let context = AppRequestContext(source: source)
        return try await test.responder.respond(to: request, context: context).status.code
    }

    private static func requireNothingStored(_ clients: CaseClients) async throws {
        let app = clients.desk.staff.test.app
        #expect(try await app.count("document") == 0)
        #expect(try await app.count("document_chunk") == 0)
    }
}
