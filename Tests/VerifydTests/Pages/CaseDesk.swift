import Casework
import HTTPTypes
import Persian
import Store
import Testing
import VerifyCore

@testable import Accounts
@testable import Pages
@testable import Web
@testable import verifyd

/// Cases by forms alone: the browsers of the persons of a request for a code.
extension ConfirmationDesk {
    /// A browser with a session that begins now.
    func browser(
        of member: StaffSeed.Member,
        _ kind: SignInSession.Kind = .staff
    ) async throws -> TestBrowser {
        let signIn = staff.test.app.domain.signIn
        let secret = BrowserSecret()
        let origin = SignInOrigin(
            network: "192.0.2.7",
            isSharedNetwork: true,
            browser: secret,
            agent: "test",
            language: .fa
        )
        let now = staff.now
        let session = try await signIn.people.database.write { connection in
            try signIn.beginSession(
                of: member.person,
                kind,
                from: origin,
                at: now,
                in: connection
            )
        }
        var browser = TestBrowser()
        browser.cookies[staff.test.app.cookies.session] = session.secret
        browser.cookies[staff.test.app.cookies.browser] = secret.text
        return browser
    }

    func page(_ path: String, _ browser: TestBrowser) async throws -> TestApp.Answer {
        try await staff.test.get(path, browser)
    }

    /// Opens a page and sends its form with the hidden fields, as a browser without JavaScript does.
    func send(
        _ fields: [String: String],
        to path: String,
        on page: String? = nil,
        _ browser: TestBrowser
    ) async throws -> TestApp.Answer {
        let opened = try await staff.test.get(page ?? path, browser)
        guard opened.status == 200 else { return opened }
        return try await post(fields, to: path, from: opened, browser)
    }

    /// Sends the form of a page that was opened before.
    func post(
        _ fields: [String: String],
        to path: String,
        from opened: TestApp.Answer,
        _ browser: TestBrowser
    ) async throws -> TestApp.Answer {
        var browser = browser
        browser.receive([:], opened.text)
        var form = fields
        for (name, value) in browser.hidden[path] ?? [] { form[name] = value }
        return try await staff.test.post(path, form, browser)
    }

    /// Sends the form again with another scan, as the applicant does.
    func resubmit(_ id: String, scan: [UInt8]) async throws -> MoveResult {
        let document = try await store(scan)
        return try await staff.move("resubmit", id, by: graduate) {
            $0.form = [
                "institution": "1001", "document_kind": "diploma",
                "document_number": "ب/۴۷۱", "level": "bachelor", "field_fa": "مهندسی عمران",
                "mode": "day", "graduation_date": "1399/06/31", "average": "17.52",
                "first_name_fa": "پارسا", "last_name_fa": "همکار",
                "scan": .documents([TypedDocument(document, name: "diploma.png")]),
                "true": "yes",
            ]
        }
    }

    private func store(_ bytes: [UInt8]) async throws -> String {
        let documents = staff.test.app.domain.documents
        var intake = documents.intake(by: graduate.person, at: staff.now)
        _ = try await intake.receive(bytes)
        guard case .stored(let document) = try await intake.finish() else {
            throw StaffSeedFailure()
        }
        return document.id
    }

    /// The id of the only file of a case.
    func document(of id: String) async throws -> String {
        let snapshot = try #require(try await cases.snapshot(id))
        return try #require(snapshot.files.first?.file.document)
    }

    /// A PNG of one grey pixel.
    static let pixel: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0,
        0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 13, 0x49, 0x44, 0x41,
        0x54, 0x78, 0x01, 0x01, 0x02, 0x00, 0xFD, 0xFF, 0x00, 0x80, 0x00, 0x82, 0x00, 0x81, 0xC3,
        0x6E, 0x25, 0xE0, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]
}

private struct StaffSeedFailure: Error {}
