import Accounts
import HTTPTypes
import Persian
import Registry
import Store
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// The uploads of a university by browsers without JavaScript: an uploader, a confirmer, a head.
struct UploadDesk {
    let desk: ConfirmationDesk
    let uploader: TestBrowser
    let confirmer: TestBrowser
    let head: TestBrowser
    /// An uploader of another university.
    let foreign: TestBrowser

    static let list = "/staff/organisations/1001/uploads"
    var test: TestApp { desk.staff.test }

    static func with(_ body: (UploadDesk) async throws -> Void) async throws {
        try await ConfirmationDesk.with { desk in
            let uploader = try await desk.staff.member(.uploader, 77, by: desk.head)
            let second = try await desk.staff.member(.head, in: "1002", 75)
            let foreign = try await desk.staff.member(.uploader, in: "1002", 76, by: second)
            desk.staff.test.clock.pass(4 * 86_400)
            try await body(
                UploadDesk(
                    desk: desk,
                    uploader: try await desk.browser(of: uploader),
                    confirmer: try await desk.browser(of: desk.confirmer),
                    head: try await desk.browser(of: desk.head),
                    foreign: try await desk.browser(of: foreign)
                )
            )
        }
    }

    /// A file of invented graduates, and rows that are refused.
    func file(_ numbers: Int..., broken: Int = 0) throws -> String {
        let columns = GraduateColumn.allCases
        var lines = [columns.map(\.rawValue).joined(separator: ",")]
        for number in numbers {
            let graduate = try Graduate.invented(number)
            lines.append(columns.map { graduate.text(of: $0) }.joined(separator: ","))
        }
        for _ in 0..<broken {
            lines.append(Array(repeating: "?", count: columns.count).joined(separator: ","))
        }
        return lines.joined(separator: "\n")
    }

    /// Sends a file, as a browser sends a form with a file; `token`: another token than that of the page.
    func send(
        _ text: String,
        for task: String,
        by browser: TestBrowser? = nil,
        token: String? = nil
    ) async throws -> TestApp.Answer {
        var browser = browser ?? uploader
        browser.receive([:], try await test.get(Self.list, browser).text)
        let boundary = "----test"
        var body = ""
        let given = token ?? browser.tokens[Self.list] ?? ""
        for (name, value) in [(PageForm.tokenField, given), ("task", task)] {
            body +=
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; "
        body += "filename=\"دانش‌آموختگان.csv\"\r\nContent-Type: text/csv\r\n\r\n\(text)\r\n"
        body += "--\(boundary)--\r\n"
        var fields: HTTPFields = [
            .contentType: "multipart/form-data; boundary=\(boundary)", .cookie: browser.text,
        ]
        if let name = HTTPField.Name("Sec-Fetch-Site") { fields[name] = "same-origin" }
        return try await test.send(.post, Self.list, fields, body)
    }

    /// Sends a file and returns the address of its page.
    func sent(_ text: String, for task: String) async throws -> String {
        let answer = try await send(text, for: task)
        #expect(answer.status == 303, "\(answer.text)")
        return try #require(answer.headers[.location])
    }

    /// Sends the form of a page.
    func post(
        _ form: [String: String] = [:],
        to path: String,
        on page: String? = nil,
        by browser: TestBrowser
    ) async throws -> TestApp.Answer {
        var browser = browser
        browser.receive([:], try await test.get(page ?? path, browser).text)
        return try await test.post(path, form, browser)
    }

    func work() async throws { _ = try await test.obey("work") }

    /// How many degrees and graduates there are.
    func counts() async throws -> [Int64] {
        try await test.app.domain.registry.database.read { connection in
            try ["degree", "graduate"].map { table in
                try connection.first("SELECT count(*) FROM \(identifier: table)") {
                    try $0.int(0)
                } ?? 0
            }
        }
    }
}
