import Accounts
import HTTPTypes
import Persian
import Registry
import Store
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// Uploads of graduates through the browser.
struct UploadPageTests {
    @Test func `a registrar fills the data bank and gets results and errors back`() async throws {
        try await UploadDesk.with { desk in
            let before = try await desk.counts()
            let path = try await desk.sent(desk.file(501, 502, broken: 1), for: "fill")
            let waiting = try await desk.test.get(path, desk.uploader)
            #expect(waiting.status == 200)
            #expect(waiting.refresh == "3")
            #expect(waiting.text.contains("<progress"))
            let byHand = try await desk.test.get("\(path)?auto=off", desk.uploader)
            #expect(byHand.refresh == nil)
            try await desk.work()
            let done = try await desk.test.get(path, desk.uploader)
            #expect(done.refresh == nil)
            #expect(done.text.contains("\(path)/errors.csv"))
            let errors = try await desk.test.get("\(path)/errors.csv", desk.uploader)
            #expect(errors.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(errors.text.split(separator: "\r\n").count > 1)
            let results = try await desk.test.get("\(path)/results.csv", desk.confirmer)
            #expect(results.text.split(separator: "\r\n").count == 4)
            let after = try await desk.counts()
            #expect(after == [before[0], before[1] + 2])
            // It is found again from the list.
            let list = try await desk.test.get(UploadDesk.list, desk.uploader)
            #expect(list.text.contains("href=\"\(path)\""))
        }
    }

    @Test func `a file that is only checked gives the same results and stores nothing`()
        async throws
    {
        try await UploadDesk.with { desk in
            let before = try await desk.counts()
            let text = try desk.file(503, 504, broken: 2)
            let checked = try await desk.sent(text, for: "check")
            try await desk.work()
            #expect(try await desk.counts() == before)
            let results = try await desk.test.get("\(checked)/results.csv", desk.uploader)
            let filled = try await desk.sent(text, for: "fill")
            try await desk.work()
            let again = try await desk.test.get("\(filled)/results.csv", desk.uploader)
            #expect(results.text == again.text)
        }
    }

    @Test func `two persons issue inside the window, and the degrees name both`() async throws {
        try await UploadDesk.with { desk in
            let before = try await desk.counts()
            let path = try await desk.sent(desk.file(505, 506, broken: 1), for: "issue")
            try await desk.work()
            // Only the check has run.
            #expect(try await desk.counts() == before)
            let decision = "\(path)/decision"
            #expect(try await desk.test.get(decision, desk.uploader).status == 404)
            let page = try await desk.test.get(decision, desk.confirmer)
            #expect(page.status == 200, "\(page.text)")
            #expect(page.text.contains("id=\"consequences\""))
            let answer = try await desk.post(
                ["decision": "confirm"],
                to: decision,
                by: desk.confirmer
            )
            #expect(answer.status == 303, "\(answer.text)")
            try await desk.work()
            #expect(try await desk.counts() == [before[0] + 2, before[1] + 2])
            let issued = try await desk.test.app.domain.registry.database.read { connection in
                try connection.all(
                    "SELECT issued_by FROM degree WHERE issued_by LIKE 'institution:1001:%+%'"
                ) { try $0.text(0) }
            }
            #expect(issued.count == 2)
            #expect(issued.allSatisfy { $0.hasSuffix("+\(desk.desk.confirmer.person)") })
            let results = try await desk.test.get("\(path)/results.csv", desk.confirmer)
            #expect(results.text.split(separator: "\r\n").count == 4)
            // A decision is taken once.
            #expect(try await desk.test.get(decision, desk.head).status == 404)
        }
    }

    @Test func `the sender does not confirm, neither as a confirmer too nor through a deputy`()
        async throws
    {
        try await UploadDesk.with { desk in
            let roles = desk.test.app.domain.roles
            let now = desk.desk.staff.now
            let head = AuditActor.person(desk.desk.head.person, network: "")
            // The confirmer sends files too.
            _ = try await roles.grant(
                GrantRequest(.person(desk.desk.confirmer.person), as: .uploader, in: "1001"),
                by: head,
                at: now
            )
            let answer = try await desk.send(
                desk.file(507),
                for: "issue",
                by: desk.confirmer
            )
            let path = try #require(answer.headers[.location])
            try await desk.work()
            let refused = try await desk.post(
                ["decision": "confirm"],
                to: "\(path)/decision",
                by: desk.confirmer
            )
            #expect(refused.status == 422, "\(refused.text)")
            #expect(refused.text.contains("این کار را شخص دیگری باید انجام دهد."))
            let confirmed = try await desk.post(
                ["decision": "confirm"],
                to: "\(path)/decision",
                by: desk.head
            )
            #expect(confirmed.status == 303)
        }
    }

    @Test
    func `after the window degrees are refused with the sentence why, and filling stays open`()
        async throws
    {
        try await UploadDesk.with { desk in
            let registry = desk.test.app.domain.registry
            let now = desk.desk.staff.now
            let prepared = try await desk.sent(desk.file(508), for: "issue")
            try await desk.work()
            try await registry.setWindow(
                of: "1001",
                until: now.adding(seconds: -60),
                by: .saorg(name: "test"),
                at: now
            )
            let page = try await desk.test.get(UploadDesk.list, desk.uploader)
            #expect(!page.text.contains("value=\"issue\""))
            let answer = try await desk.send(desk.file(509), for: "issue")
            #expect(answer.status == 422)
            #expect(answer.text.contains("تنها خود متقاضی"))
            let late = try await desk.post(
                ["decision": "confirm"],
                to: "\(prepared)/decision",
                by: desk.confirmer
            )
            #expect(late.status == 422)
            #expect(late.text.contains("تنها خود متقاضی"))
            let filled = try await desk.send(desk.file(509), for: "fill")
            #expect(filled.status == 303)
        }
    }

    @Test func `a refused or stopped file leaves nothing, and the list names which it is`()
        async throws
    {
        try await UploadDesk.with { desk in
            let before = try await desk.counts()
            let first = try await desk.sent(desk.file(510), for: "issue")
            let second = try await desk.sent(desk.file(511), for: "fill")
            let stopped = try await desk.post(
                to: "\(second)/cancel",
                on: second,
                by: desk.uploader
            )
            #expect(stopped.status == 303)
            try await desk.work()
            let refused = try await desk.post(
                ["decision": "refuse"],
                to: "\(first)/decision",
                by: desk.head
            )
            #expect(refused.status == 303, "\(refused.text)")
            try await desk.work()
            #expect(try await desk.counts() == before)
            let list = try await desk.test.get(UploadDesk.list, desk.uploader)
            #expect(list.text.contains("رد شد"))
            #expect(list.text.contains("متوقف شد"))
        }
    }

    @Test func `a form of another site stores no byte, and another university sees nothing`()
        async throws
    {
        try await UploadDesk.with { desk in
            let jobs = try await desk.jobs()
            let forged = try await desk.send(desk.file(512), for: "fill", token: "wrong")
            #expect(forged.status == 403)
            #expect(try await desk.jobs() == jobs)
            let path = try await desk.sent(desk.file(513), for: "fill")
            let absent = try await desk.test.get("\(UploadDesk.list)/x", desk.foreign)
            for page in [path, "\(path)/results.csv", UploadDesk.list] {
                let answer = try await desk.test.get(page, desk.foreign)
                #expect(answer.status == 404)
                #expect(answer.comparable == absent.comparable)
            }
            // The same id below the own institution.
            let own = path.replacing("/1001/", with: "/1002/")
            #expect(try await desk.test.get(own, desk.foreign).status == 404)
        }
    }

    @Test func `no name, number, code, file name or cookie of an upload is in the log`()
        async throws
    {
        try await UploadDesk.with { desk in
            let path = try await desk.sent(desk.file(516, broken: 1), for: "issue")
            try await desk.work()
            _ = try await desk.post(
                ["decision": "confirm"],
                to: "\(path)/decision",
                by: desk.confirmer
            )
            try await desk.work()
            let results = try await desk.test.get("\(path)/results.csv", desk.uploader)
            let code = results.text.firstMatch(of: /[0-9]{4}( [0-9]{4}){4}/)
            let grouped = String(try #require(code).output.0)
            _ = try await desk.send(desk.file(517), for: "fill", token: "wrong")
            let log = desk.test.logged.text
            for secret in [
                "کاظمی", "Kazemi", .nationalID(516), "دانش‌آموختگان", grouped,
                grouped.replacing(" ", with: ""),
            ] + desk.uploader.cookies.values {
                #expect(!log.contains(secret), "\(secret)")
            }
        }
    }

    @Test func `a form without a file or a task is refused at the field`() async throws {
        try await UploadDesk.with { desk in
            let jobs = try await desk.jobs()
            let task = try await desk.send(desk.file(514), for: "")
            #expect(task.status == 422)
            #expect(task.hasFault("task"))
            let file = try await desk.send("", for: "fill")
            #expect(file.status == 422)
            #expect(file.hasFault("file"))
            #expect(try await desk.jobs() == jobs)
        }
    }

    @Test func `the template has the titles that an upload understands`() async throws {
        try await UploadDesk.with { desk in
            let template = try await desk.test.get("\(UploadDesk.list)/template.csv", desk.uploader)
            #expect(template.status == 200)
            let path = try await desk.sent(template.text, for: "check")
            try await desk.work()
            let page = try await desk.test.get(path, desk.uploader)
            #expect(page.text.contains("فایل هیچ رکوردی ندارد"), "\(page.text)")
        }
    }

    @Test func `a file of degrees that no person confirmed is deleted after its days`()
        async throws
    {
        try await UploadDesk.with { desk in
            let path = try await desk.sent(desk.file(515), for: "issue")
            try await desk.work()
            let registry = desk.test.app.domain.registry
            desk.test.clock.pass(BulkJobLimits.heldDays * 86_400 - 60)
            _ = try await registry.dropStaleBulkJobs(at: desk.desk.staff.now)
            let browser = try await desk.desk.browser(of: desk.desk.confirmer)
            #expect(try await desk.test.get("\(path)/decision", browser).status == 200)
            desk.test.clock.pass(120)
            _ = try await registry.dropStaleBulkJobs(at: desk.desk.staff.now)
            #expect(try await desk.test.get("\(path)/decision", browser).status == 404)
            let page = try await desk.test.get(path, browser)
            #expect(page.text.contains("بی تأیید ماند و حذف شد"))
        }
    }
}

extension UploadDesk {
    /// How many bulk jobs there are.
    fileprivate func jobs() async throws -> Int64 {
        try await test.app.domain.registry.database.read { connection in
            try connection.first("SELECT count(*) FROM bulk_job") { try $0.int(0) } ?? 0
        }
    }
}

extension TestApp.Answer {
    /// The header by which a page reloads itself.
    fileprivate var refresh: String? { HTTPField.Name("Refresh").flatMap { headers[$0] } }
}
