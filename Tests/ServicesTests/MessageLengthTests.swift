import Accounts
import Persian
import Services
import Testing

@testable import Casework

/// Every text message of every service has at most two parts, and its day where the reader has to act.
struct MessageLengthTests {
    /// The longest days of both calendars.
    private static let until = [
        Wording(
            fa: "تا پایان وقت اداری چهارشنبه ۳۰ اردیبهشت ۱۴۰۶ (تاریخ تقریبی)",
            en: "by the end of office hours on Wednesday 30 September 2026 (approximate date)"
        ),
        Wording(
            fa: "تا پایان وقت اداری پنج‌شنبه ۳۱ اردیبهشت",
            en: "by the end of office hours on Thursday 30 September"
        ),
    ]

    private static func withDay() -> [CaseMessage.News] {
        [.returned, .waitsForReader, .atCartable, .reminder, .late, .dueMoved]
    }

    private static func withoutDay(_ service: Service) -> [CaseMessage.News] {
        [.silent] + service.steps.map { .moved($0.title) }
            + service.steps.flatMap(\.actions).map { .done($0.title) }
            + [.granted, .issued, .paid, .refused, .withdrawn, .lapsed].map { .closed($0) }
    }

    private static func check(_ text: String, _ service: Service) {
        #expect(CaseMessage.parts(of: text) <= CaseMessage.mostParts, "\(service.id): \(text)")
        #expect(text.contains("\n1234567809"), "\(service.id): \(text)")
        let marks: Set<Unicode.Scalar> = ["\u{200E}", "\u{200F}", "\u{FEFF}"]
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            !marks.contains(scalar) && !(0x202A...0x202E).contains(scalar.value)
                && !(0x2066...0x2069).contains(scalar.value)
        }
        #expect(isPlain && !text.contains("http"), "\(service.id): \(text)")
    }

    @Test(arguments: Services.catalog.services.map(\.id))
    func `text messages have at most two parts, no marks of direction and no link`(
        id: ServiceID
    ) {
        for service in Services.catalog.services where service.id == id {
            for language in MessageLanguage.allCases {
                for news in Self.withoutDay(service) {
                    let message = CaseMessage(
                        service,
                        news,
                        until: nil,
                        tracking: "1234567809"
                    )
                    Self.check(message.short(in: language), service)
                    #expect(!message.long(in: language).contains("http"))
                }
                for (news, until) in Self.withDay().flatMap({ news in
                    Self.until.map { (news, $0) }
                }) {
                    let message = CaseMessage(
                        service,
                        news,
                        until: until,
                        tracking: "1234567809"
                    )
                    let text = message.short(in: language)
                    Self.check(text, service)
                    #expect(text.contains(language.text(until)), "\(text)")
                }
            }
        }
    }
}
