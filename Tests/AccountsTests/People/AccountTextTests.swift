import Persian
import Testing

@testable import Accounts

/// The texts of messages (casework §13), and the threat P7.
@Suite struct AccountTextTests {
    private static let host = "sehat.saorg.example.ir"
    private static let moment = Timestamp(secondsSinceEpoch: 1_795_000_000)
    private static let link =
        "https://\(host)\(ContactChangeLink.path)" + String(repeating: "A", count: 38)

    private static let events: [AccountEvent] =
        AccountEvent.CodeUse.allCases.map { .code($0, code: "048213") } + [
            .claimWarning, .contactChange(link: link, until: moment), .newContact,
            .contactLoss(link: link, at: moment), .contactChangeCancelled, .credentialsChanged,
            .credentialsReset, .secondFactors, .degreeIssued,
            .documentFiled(until: moment.tehranDate),
        ]

    private static func message(
        _ event: AccountEvent,
        _ channel: AccountMessage.Channel,
        _ language: MessageLanguage
    ) -> AccountMessage {
        AccountMessage(
            event,
            to: "+989123456789",
            by: channel,
            in: language,
            source: "1",
            host: host
        )
    }

    @Test(arguments: events, MessageLanguage.allCases)
    func `a text message has at most two parts of UCS-2, and names the host`(
        _ event: AccountEvent,
        _ language: MessageLanguage
    ) {
        let body = Self.message(event, .sms, language).body
        #expect(body.utf16.count <= AccountEvent.shortLimit, "\(body.utf16.count): \(body)")
        #expect(body.contains(Self.host))
        let marks = body.unicodeScalars.filter { $0.properties.generalCategory == .format }
        #expect(marks.allSatisfy { $0 == "\u{200C}" }, "old phones draw marks as boxes")
    }

    @Test(arguments: AccountEvent.CodeUse.allCases, AccountMessage.Channel.allCases)
    func `P7: a code is alone on its line in ASCII, with purpose and host and without a link`(
        _ use: AccountEvent.CodeUse,
        _ channel: AccountMessage.Channel
    ) {
        for language in MessageLanguage.allCases {
            let message = Self.message(.code(use, code: "048213"), channel, language)
            #expect(message.body.split(separator: "\n").contains("048213"))
            #expect(message.body.contains(Self.host))
            #expect(message.body.contains(language.text(use.title)))
            #expect(!message.body.contains("://") && !message.body.contains("/"))
            #expect(message.tokens == ["048213"] && message.isCode)
        }
    }

    @Test
    func `a Persian subject that begins with another script begins with a right-to-left mark`() {
        for event in Self.events {
            let subject = Self.message(event, .email, .fa).subject
            let first = subject.unicodeScalars.first
            #expect(first.map { (0x600...0x6FF).contains($0.value) } == true)
        }
        let latin = MessageLanguage.fa.subject(Wording(fa: "۱۲ پیام", en: "12"))
        #expect(latin.unicodeScalars.first == "\u{200F}")
        #expect(MessageLanguage.en.subject(Wording(fa: "۱", en: "Code")) == "Code")
    }

    @Test func `each event has its template, and its texts in both languages`() {
        #expect(Set(Self.events.map(\.template)).count == Self.events.count)
        for event in Self.events {
            #expect(Self.message(event, .email, .fa).body != Self.message(event, .email, .en).body)
        }
    }
}
