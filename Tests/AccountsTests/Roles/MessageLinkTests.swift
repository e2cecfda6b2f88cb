import Persian
import Testing

@testable import Accounts

/// Which templates have a link (P19); what each link opens is tested with the pages.
@Suite struct MessageLinkTests {
    private static let link = "https://sehat.example/x/AAAA"
    private static let moment = Timestamp(secondsSinceEpoch: 1_795_000_000)

    @Test
    func
        `P19: a link is in the messages of an invitation and of a changed contact, and nowhere else`()
    {
        let events: [AccountEvent] =
            AccountEvent.CodeUse.allCases.map { .code($0, code: "048213") } + [
                .claimWarning, .contactChange(link: Self.link, until: Self.moment), .newContact,
                .contactLoss(link: Self.link, at: Self.moment), .contactChangeCancelled,
                .credentialsChanged, .credentialsReset, .secondFactors,
            ]
        var linked: Set<String> = []
        for event in events {
            for text in [
                event.shortText(host: "sehat.example"), event.longText(host: "sehat.example"),
            ] {
                for body in [text.fa, text.en] where body.contains("://") {
                    linked.insert(event.template)
                    #expect(!event.isCode)
                }
            }
        }
        for message in Self.roleMessages {
            let text = message.text(host: "sehat.example")
            for body in [text.fa, text.en] where body.contains("://") {
                linked.insert(message.template)
            }
        }
        #expect(linked == ["contact-change", "contact-loss", "invitation"])
    }

    private static let roleMessages: [RoleMessage] = [
        .invitation(link: link), .attested, .newAdministrator,
    ]
}
