import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Store
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// The pages of requests in a test app, as a browser without JavaScript uses them.
struct RequestFormDesk {
    let desk: ConfirmationDesk
    /// A person whose identity is proven and whose session is open: the desk waits for days after its own sign-ins.
    let graduate: StaffSeed.Member

    static let service = "/services/academic-confirmation"
    static let form = "\(service)/request"
    static let check = "\(service)/check"

    /// The answers of a complete form, without its files.
    static let answers = [
        "institution": "1001", "document_kind": "diploma", "document_number": "ب/۴۷۱",
        "level": "bachelor", "field_fa": "مهندسی عمران", "mode": "day",
        "graduation_date-day": "۳۱", "graduation_date-month": "شهریور",
        "graduation_date-year": "۱۳۹۹", "average": "17.52", "first_name_fa": "پارسا",
        "last_name_fa": "همکار", "true": "yes",
    ]

    static func with(
        _ settings: [String: String] = [:],
        _ body: (RequestFormDesk) async throws -> Void
    ) async throws {
        try await ConfirmationDesk.with(settings) { desk in
            let graduate = try await desk.staff.seed.citizen(82)
            let people = desk.staff.test.app.domain.people
            let number = try desk.staff.seed.draft(82).number
            try await people.database.write { connection in
                try people.proveNumber(
                    number,
                    of: graduate.person,
                    source: .identityCheck,
                    at: desk.staff.now,
                    in: connection
                )
            }
            try await body(RequestFormDesk(desk: desk, graduate: graduate))
        }
    }

    /// A file of a form.
    struct File {
        let field: String
        let name: String
        let text: String

        init(_ field: String, _ name: String, _ text: String = "%PDF-1.7 page") {
            (self.field, self.name, self.text) = (field, name, text)
        }
    }

    func page(_ path: String, _ member: StaffSeed.Member? = nil) async throws -> TestApp.Answer {
        try await desk.staff.page(path, member ?? graduate)
    }

    /// Opens a page and sends its form with files, as a browser does; a wrong token where `token` is given.
    func send(
        _ answers: [String: String],
        _ files: [File] = [],
        to path: String,
        on address: String? = nil,
        token: String? = nil
    ) async throws -> TestApp.Answer {
        var browser = graduate.browser
        let opened = try await page(address ?? path)
        guard opened.status == 200 else { return opened }
        browser.receive([:], opened.text)
        var all = answers
        for (name, value) in browser.hidden[path] ?? [] where all[name] == nil {
            all[name] = value
        }
        let given = token ?? browser.tokens[path] ?? ""
        return try await post(
            path,
            [(PageForm.tokenField, given)] + all.sorted { $0 < $1 },
            files,
            browser
        )
    }

    func post(
        _ path: String,
        _ answers: [(String, String)],
        _ files: [File],
        _ browser: TestBrowser
    ) async throws -> TestApp.Answer {
        let boundary = "----test"
        var body = ""
        for (name, value) in answers {
            body +=
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        for file in files {
            body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(file.field)\"; "
            body += "filename=\"\(file.name)\"\r\nContent-Type: application/pdf\r\n\r\n"
            body += "\(file.text)\r\n"
        }
        body += "--\(boundary)--\r\n"
        var fields: HTTPFields = [
            .contentType: "multipart/form-data; boundary=\(boundary)",
            .cookie: browser.text,
        ]
        if let name = HTTPField.Name("Sec-Fetch-Site") { fields[name] = "same-origin" }
        return try await desk.staff.test.send(.post, path, fields, body)
    }

    /// Fills the form with two files; the answers are kept and lead to the check page.
    func fill(_ changed: [String: String] = [:]) async throws -> TestApp.Answer {
        try await send(
            Self.answers.merging(changed) { _, new in new },
            [
                File("scan", "front.pdf", "%PDF-1.7 front"),
                File("scan.1", "back.pdf", "%PDF-1.7 back"),
            ],
            to: Self.form
        )
    }

    /// Fills the form, checks it and sends it; returns the id of the case.
    func open() async throws -> String {
        #expect(try await fill().headers[.location] == Self.check)
        let sent = try await desk.staff.send(
            try await moves(on: Self.check),
            to: Self.check,
            graduate
        )
        return try #require(sent.caseID, "\(sent.status) \(sent.text)")
    }

    /// The hidden fields of the form of a page, which a browser sends back.
    func moves(on path: String) async throws -> [String: String] {
        var browser = graduate.browser
        browser.receive([:], try await page(path).text)
        return Dictionary(
            (browser.hidden[path] ?? []).map { ($0.name, $0.value) }
        ) { first, _ in first }
    }

    var cases: [CaseFile] {
        get async throws { try await desk.cases.opened(by: graduate.person) }
    }
}

extension TestApp.Answer {
    /// The case to whose confirmation an answer leads.
    var caseID: String? {
        headers[.location]?.split(separator: "/").dropFirst().first.map(String.init)
    }
}
