import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Accounts
@testable import Casework

/// The texts of messages: what happened, what the reader can do, until which day, the tracking number.
struct MessageTextTests {
    private func texts(of id: String, _ test: TestCases) async throws -> [StoredMessage] {
        try await test.database.read { connection in
            try connection.all(
                """
                SELECT \(OutboxRow.columns)
                FROM outbox
                WHERE source = 'case' AND source_id = \(id)
                ORDER BY seq, template
                """
            ) { try OutboxRow($0) }
            .compactMap { try $0.opened(by: test.keyring.current)?.content }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a form that goes back names the last day of the applicant, and nothing that was typed`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            try await test.move("return", of: id, by: "reviewer", "return") {
                $0.returned = [FieldReturn(field: "/number", reason: "wrong", note: "Typed text")]
                $0.note = "Typed text"
            }
            let file = try #require(try await test.cases.snapshot(id)?.file)
            let message = try #require(try await texts(of: id, test).first)
            #expect(message.text.contains("برای اصلاح برگشت."))
            #expect(message.text.contains("کد پیگیری:\n\(file.tracking)"))
            let due = try #require(file.dueAt)
            let day = JalaliDate(due.adding(seconds: -1).tehranDate)
            let month = MonthName.jalali(day.month).fa
            #expect(message.text.contains("تا پایان روز"))
            #expect(message.text.contains("\(PersianNumber.plain(day.day)) \(month)"))
            #expect(!message.text.contains("Typed") && message.tokens == [])
            #expect(CaseMessage.parts(of: message.text) <= 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `a message to an office names its cartable and office hours, and a refusal has its way out`(
            _ engine: TestEngine
        ) async throws
    {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            try await test.move("agree", of: id, by: "reviewer", "agree") {
                $0.decisions = [TypedDecision("/scan", isAccepted: true)]
            }
            try await test.move("send-back", of: id, by: "office", "back") { $0.note = "Again." }
            try await test.move("refuse", of: id, by: "reviewer", "refuse") {
                ($0.note, $0.reason) = ("No.", "wrong")
            }
            let messages = try await texts(of: id, test)
            let holder = try #require(messages.first { $0.key.template == "case-holder" })
            #expect(holder.text.contains("به کارتابل شما رسید."))
            #expect(holder.text.contains("تا پایان وقت اداری"))
            let applicant = try #require(messages.first { $0.key.template == "case-applicant" })
            #expect(applicant.text.contains("درخواست رد شد.") && applicant.text.contains("اعتراض"))
            #expect(!applicant.text.contains("مهلت"))
        }
    }

    @Test
    func
        `a Persian subject that begins with a Latin letter or a digit begins with a mark of direction`()
    {
        func subject(_ title: String, _ language: MessageLanguage) -> String {
            CaseMessage(
                title: Wording(fa: title, en: title),
                canObject: false,
                news: .reminder,
                until: nil,
                tracking: "1"
            ).subject(in: language)
        }
        #expect(subject("SMS", .fa).hasPrefix("\u{200F}SMS"))
        #expect(subject("2 امضا", .fa).hasPrefix("\u{200F}2"))
        #expect(subject("امضا", .fa).hasPrefix("امضا"))
        #expect(subject("SMS", .en).hasPrefix("SMS"))
    }

    @Test
    func `parts of a text message are counted as networks do`() {
        #expect(CaseMessage.parts(of: String(repeating: "ا", count: 70)) == 1)
        #expect(CaseMessage.parts(of: String(repeating: "ا", count: 71)) == 2)
        #expect(CaseMessage.parts(of: String(repeating: "ا", count: 134)) == 2)
        #expect(CaseMessage.parts(of: String(repeating: "ا", count: 135)) == 3)
        #expect(CaseMessage.parts(of: String(repeating: "a", count: 306)) == 2)
        #expect(CaseMessage.parts(of: String(repeating: "a", count: 307)) == 3)
    }
}
