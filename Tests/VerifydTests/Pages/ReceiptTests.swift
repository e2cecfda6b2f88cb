import Persian
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

struct ReceiptTests {
    private static let known = Timestamp(secondsSinceEpoch: 1_795_000_000)

    @Test(arguments: [
        (0, Language.english, "18 November 2026, 14:36 Tehran time"),
        (3, .english, "18 November 2026, 14:36 Tehran time (3 seconds before the check)"),
        (1, .persian, "۲۷ آبان ۱۴۰۵، ساعت ۱۴:۳۶ (۱ ثانیه پیش از بررسی)"),
    ])
    func `a receipt says how old the records of a replica were`(
        seconds: Int64,
        language: Language,
        text: String
    ) {
        let checked = Self.known.adding(seconds: seconds)
        let said = ResultPage.recordsAsOf(Self.known, checkedAt: checked).text(in: language)
        #expect(said.replacing("\u{a0}", with: " ") == text)
    }
}
