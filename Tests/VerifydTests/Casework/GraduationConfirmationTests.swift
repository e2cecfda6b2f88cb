import Accounts
import Casework
import HTTPTypes
import Persian
import Registry
import Store
import Testing
import VerifyCore

@testable import Pages
@testable import Web

/// A student confirms what the university recorded, before the document is issued.
struct GraduationConfirmationTests {
    private static let service = "graduation-confirmation"
    private static let form = "/services/\(service)/request"
    private static let number = [
        "institution": "1001", "document_kind": "diploma", "document_number": "ب ۴۷۱",
    ]

    private static func with(
        _ body: (ConfirmationDesk, RequestFormDesk) async throws -> Void
    ) async throws {
        try await ConfirmationDesk.with { desk in
            try await desk.offer(ServiceID(service))
            try await body(desk, try await desk.applicant())
        }
    }

    /// The day of a recent graduation.
    private static func graduation(_ desk: ConfirmationDesk, daysAgo: Int = 40) -> String {
        CivilDate(daysSinceEpoch: desk.staff.now.tehranDate.daysSinceEpoch - daysAgo).description
    }

    /// The university uploads a document without asking for codes.
    private static func upload(
        _ desk: ConfirmationDesk,
        daysAgo: Int = 40,
        average: String = "17.52"
    ) async throws {
        let document = try desk.document([
            .graduationDate: graduation(desk, daysAgo: daysAgo), .average: average,
        ])
        let columns = GraduateColumn.allCases.filter { !document.text(of: $0).isEmpty }
        let file =
            columns.map(\.rawValue).joined(separator: ",") + "\n"
            + columns.map { "\"\(document.text(of: $0))\"" }.joined(separator: ",") + "\n"
        try await desk.uploadFile(file)
    }

    private static func answers(_ desk: ConfirmationDesk) -> [String: String] {
        number.merging([
            "document_number": "ب/۴۷۱", "level": "bachelor", "field_fa": "مهندسی عمران",
            "mode": "day",
            "average": "17.52", "first_name_fa": "پارسا", "last_name_fa": "همکار",
            "studies_right": "yes", "names_right": "yes",
        ]) { $1 }
        .merging(day(desk)) { $1 }
    }

    private static func day(_ desk: ConfirmationDesk) -> [String: String] {
        let today = desk.staff.now.tehranDate
        let date = JalaliDate(CivilDate(daysSinceEpoch: today.daysSinceEpoch - 40))
        return [
            "graduation_date-day": "\(date.day)", "graduation_date-month": "\(date.month)",
            "graduation_date-year": "\(date.year)",
        ]
    }

    @Test
    func `the upload invites, the student reads and confirms, and two persons issue the code`()
        async throws
    {
        try await Self.with { desk, pages in
            try await Self.upload(desk)
            #expect(try await desk.messages("document-filed") == 1)
            let first = try await pages.page(Self.form)
            #expect(!first.text.contains("مهندسی عمران"), "an invitation shows nothing")
            let typed = try await pages.send(Self.number, to: Self.form)
            #expect(typed.headers[.location] == "\(Self.form)?filled=yes", "\(typed.text)")
            let form = try await pages.page("\(Self.form)?filled=yes")
            for text in ["value=\"مهندسی عمران\"", "در ثبت ما: «همکار»", "از ثبت ما آمده است"] {
                #expect(form.text.contains(text), "\(text)")
            }
            var answers = Self.answers(desk)
            answers["names_right"] = nil
            let unread = try await pages.send(answers, to: Self.form)
            #expect(unread.status == 422 && unread.hasFault("names_right"))
            let sent = try await pages.send(Self.answers(desk), to: Self.form)
            #expect(sent.headers[.location] == "/services/\(Self.service)/check", "\(sent.text)")
            let id = try await pages.confirm(Self.service)
            let agreed = try await desk.decide("agree", id, by: desk.reviewer)
            #expect(agreed.status == 303, "\(agreed.text)")
            #expect(try await desk.decide("issue", id, by: desk.office).status == 303)
            let snapshot = try #require(try await desk.cases.snapshot(id))
            #expect(snapshot.file.outcome == .issued)
            let degree = try #require(try await desk.degree(of: snapshot))
            #expect(degree.record.decision == "\(id)/\(snapshot.file.revision)")
            #expect(try await desk.verdict(of: degree.code) == .valid)
            #expect(try await desk.staff.caseProblems() == [])
        }
    }

    @Test func `a value that the student corrects is the university's to decide`() async throws {
        try await Self.with { desk, pages in
            try await Self.upload(desk, average: "16.00")
            _ = try await pages.send(Self.number, to: Self.form)
            _ = try await pages.send(Self.answers(desk), to: Self.form)
            let check = try await pages.page("/services/\(Self.service)/check")
            #expect(check.text.contains("در ثبت ما: 16.00"))
            let id = try await pages.confirm(Self.service)
            let undecided = try await desk.decide("agree", id, by: desk.reviewer)
            #expect(undecided.status == 422 && undecided.hasFault("choice.average"))
            let agreed = try await desk.decide(
                "agree",
                id,
                by: desk.reviewer,
                ["choice.average": "claim"]
            )
            #expect(agreed.status == 303, "\(agreed.text)")
            #expect(try await desk.decide("issue", id, by: desk.office).status == 303)
            let snapshot = try #require(try await desk.cases.snapshot(id))
            #expect(try await desk.degree(of: snapshot)?.record.average == 1_752)
        }
    }

    @Test func `what was not recorded, is old, or is late leads to the other service`()
        async throws
    {
        try await Self.with { desk, pages in
            let absent = try await pages.send(Self.number, to: Self.form)
            #expect(absent.status == 422 && absent.hasFault("document_number"))
            #expect(absent.text.contains("هنوز مدرکی با این شماره به نام شما ثبت نکرده است"))
            try await Self.upload(desk, daysAgo: 500)
            #expect(try await desk.messages("document-filed") == 0)
            let old = try await pages.send(Self.number, to: Self.form)
            #expect(old.text.contains("بیش از یک سال گذشته است"))
            try await Self.upload(desk)
            desk.staff.test.clock.pass(Int64(AwaitedDocument.term + 1) * 86_400)
            let late = try await desk.applicant().send(Self.number, to: Self.form)
            #expect(late.text.contains("مهلت تأیید تا"))
        }
    }

    @Test func `one upload invites once, and the same rows again are no invitation`() async throws {
        try await Self.with { desk, _ in
            try await Self.upload(desk)
            try await Self.upload(desk)
            #expect(try await desk.messages("document-filed") == 1)
            try await Self.upload(desk, average: "18.00")
            #expect(try await desk.messages("document-filed") == 2)
        }
    }

    @Test func `another student learns nothing with the number`() async throws {
        try await Self.with { desk, _ in
            try await Self.upload(desk)
            let other = try await desk.staff.seed.citizen(82)
            let pages = RequestFormDesk(desk: desk, graduate: other)
            let people = desk.staff.test.app.domain.people
            let number = try desk.staff.seed.draft(82).number
            try await people.database.write { connection in
                try people.proveNumber(
                    number,
                    of: other.person,
                    source: .identityCheck,
                    at: desk.staff.now,
                    in: connection
                )
            }
            let answer = try await pages.send(Self.number, to: Self.form)
            #expect(answer.status == 422)
            #expect(answer.text.contains("هنوز مدرکی با این شماره به نام شما ثبت نکرده است"))
            #expect(!answer.text.contains("مهندسی عمران"))
        }
    }
}
