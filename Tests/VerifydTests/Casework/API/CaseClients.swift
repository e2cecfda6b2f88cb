import Casework
import HTTPTypes
import Persian
import Store
import Testing
import VerifyCore

@testable import Accounts
@testable import Web
@testable import verifyd

/// The clients of the API of cases in a test app: keys of two universities, and sessions that are live now.
struct CaseClients {
    let desk: ConfirmationDesk
    let keys: [String: String]

    /// A client of a request.
    enum Client: Sendable, Hashable {
        case visitor
        /// The key with a name of `keys`.
        case key(String)
        /// The value of the cookie of a session.
        case session(String)
    }

    private var test: TestApp { desk.staff.test }

    /// Runs `body` with keys of the universities 1001 and 1002.
    static func with(_ body: (CaseClients) async throws -> Void) async throws {
        try await ConfirmationDesk.with { desk in
            var keys: [String: String] = [:]
            for (name, institution, cases) in [
                ("plain", "1001", nil), ("read", "1001", .read), ("files", "1001", .files),
                ("proposer", "1001", .read), ("other", "1002", .files),
            ] as [(String, String, CaseScope?)] {
                keys[name] = try await desk.staff.test.app.domain.accounts.createKey(
                    organisation: institution == "1001" ? "cases-1001" : "cases-1002",
                    scope: .institution,
                    institution: institution,
                    cases: cases,
                    proposes: name == "proposer",
                    at: desk.staff.now
                ).secret
            }
            try await body(CaseClients(desk: desk, keys: keys))
        }
    }

    /// Signs a person in now.
    func signIn(
        _ member: StaffSeed.Member,
        _ kind: SignInSession.Kind = .staff
    ) async throws -> Client {
        let signIn = test.app.domain.signIn
        let origin = SignInOrigin(
            network: "192.0.2.7",
            isSharedNetwork: true,
            browser: BrowserSecret(),
            agent: "test",
            language: .fa
        )
        let now = desk.staff.now
        let session = try await signIn.people.database.write { connection in
            try signIn.beginSession(of: member.person, kind, from: origin, at: now, in: connection)
        }
        return .session(session.secret)
    }

    /// Sends a request; a session that changes something sends its form token and its origin.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        as client: Client,
        _ body: String = "",
        _ more: [String: String] = [:]
    ) async throws -> TestApp.Answer {
        var fields: HTTPFields = [.acceptLanguage: "en"]
        switch client {
        case .visitor: break
        case .key(let name): fields[.authorization] = "Bearer \(keys[name] ?? "")"
        case .session(let secret):
            fields[.cookie] = "\(test.app.cookies.session)=\(secret)"
            if method != .get {
                set("Sec-Fetch-Site", "same-origin", in: &fields)
                set("X-Form-Token", test.app.formToken(for: secret), in: &fields)
            }
        }
        if !body.isEmpty {
            fields[.contentType] = "application/json"
            fields[.contentLength] = String(body.utf8.count)
        }
        for (name, value) in more { set(name, value.isEmpty ? nil : value, in: &fields) }
        return try await test.send(method, path, fields, body)
    }

    private func set(_ name: String, _ value: String?, in fields: inout HTTPFields) {
        if let name = HTTPField.Name(name) { fields[name] = value }
    }

    /// Uploads a PDF file.
    func upload(_ text: String, as client: Client) async throws -> TestApp.Answer {
        let body = [
            "--b", "Content-Disposition: form-data; name=\"file\"; filename=\"diploma.pdf\"",
            "Content-Type: application/pdf", "", "%PDF-1.7 \(text)", "--b--", "",
        ].joined(separator: "\r\n")
        return try await send(
            .post,
            "/api/v1/documents",
            as: client,
            body,
            ["Content-Type": "multipart/form-data; boundary=b"]
        )
    }

    /// The body with which a graduate opens a case.
    static func opening(_ document: String, number: String = "ب/۴۷۱") -> String {
        """
        {"service": "academic-confirmation", "form": {
            "institution": "1001", "document_kind": "diploma", "document_number": "\(number)",
            "level": "bachelor", "field_fa": "مهندسی عمران", "mode": "day",
            "graduation_date": "1399/06/31", "average": "17.52", "first_name_fa": "پارسا",
            "last_name_fa": "همکار", "scan": [{"document": "\(document)", "name": "diploma.pdf"}],
            "true": true}}
        """
    }
}

extension TestApp.Answer {
    /// The body as JSON; null for another body.
    var json: JSON { (try? JSON(parsing: Array(text.utf8))) ?? .null }

    /// The word of a problem.
    var code: String? { json["code"]?.string }

    /// The body without the id of the request.
    var withoutID: String { text.replacing(/"request_id":"[^"]*"/, with: "") }

    /// The value of a header field.
    func field(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
}
