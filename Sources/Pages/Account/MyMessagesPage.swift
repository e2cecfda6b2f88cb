import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The messages that were sent to the reader: when, by which way, about what; never a code.
struct MyMessagesPage: GatedPage {
    let site: GatedSite

    static let path = "/account/messages"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "پیام‌های من", en: "My messages")

    /// The messages that are shown.
    private static let most = 50

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let session = try request.requireSession()
        let person = try await site.app.domain.people.person(session.person)
        let messages = try await site.app.domain.outbox.entries(
            to: person?.provenContacts ?? [],
            limit: Self.most
        )
        var blocks: [PageBlock] = [.paragraph(Self.introduction)]
        blocks.append(messages.isEmpty ? .paragraph(Self.none) : .table(Self.table(messages)))
        return site.respond(.of(blocks, at: Self.path, titled: Self.title), to: request)
    }

    private static func table(_ messages: [OutboxEntry]) -> PageTable {
        PageTable(
            titled: .wording(title),
            columns: [
                .wording(fa: "موضوع", en: "About"), .wording(fa: "زمان", en: "Time"),
                .wording(fa: "راه", en: "By"), .wording(fa: "وضع", en: "State"),
            ],
            rows: messages.map { message in
                let moment = message.queuedAt.flatMap { try? Timestamp(parsing: $0) }
                return [
                    .wording(MessageTitle.of(message.template)),
                    moment.map { .wording(PersianTime.moment($0)) } ?? "",
                    .wording(message.channel.title), .wording(message.state.title),
                ]
            }
        )
    }

    private static let introduction = Prose(
        fa: "متن پیام‌ها و کدها اینجا نیست. پیامی که در این فهرست نیست از ما نیست.",
        en: "Texts and codes are not here. A message that is not in this list is not ours."
    )
    private static let none = Prose(fa: "پیامی نفرستاده‌ایم.", en: "We have sent no message.")
}

extension AccountMessage.Channel {
    /// The name of the way.
    var title: Wording {
        switch self {
        case .sms: Wording(fa: "پیامک", en: "Text message")
        case .email: Wording(fa: "ایمیل", en: "E-mail")
        }
    }
}

extension MessageState {
    /// Where a message is, for its recipient.
    var title: Wording {
        switch self {
        case .ready, .sending: Wording(fa: "در راه", en: "on its way")
        case .sent: Wording(fa: "فرستاده شد", en: "sent")
        case .unknown: Wording(fa: "نامعلوم", en: "not known")
        case .failed: Wording(fa: "نرسید", en: "failed")
        case .dropped: Wording(fa: "فرستاده نشد", en: "not sent")
        }
    }
}

/// What the templates of messages are about.
enum MessageTitle {
    /// Returns the subject of a template; the name itself for an unknown one.
    static func of(_ template: String) -> Wording {
        titles[template] ?? Wording(fa: template, en: template)
    }

    private static let titles: [String: Wording] = [
        "claim-code": Wording(fa: "کد ثبت‌نام", en: "Code of a registration"),
        "sign-in-code": Wording(fa: "کد ورود", en: "Code of a sign-in"),
        "step-up-code": Wording(fa: "کد تأیید دوباره", en: "Code of a confirmation"),
        "contact-code": Wording(fa: "کد راه تماس تازه", en: "Code of a new contact"),
        "claim-warning": Wording(
            fa: "هشدار: ثبت‌نام دیگری با شمارهٔ شما",
            en: "Warning: another registration with your number"
        ),
        "contact-change": Wording(fa: "تغییر راه تماس", en: "Change of a contact"),
        "new-contact": Wording(fa: "راه تماس تازه", en: "New contact"),
        "contact-loss": Wording(fa: "از دست رفتن راه تماس", en: "Loss of a contact"),
        "contact-change-cancelled": Wording(
            fa: "لغو تغییر راه تماس",
            en: "Cancelled change of a contact"
        ),
        "credentials-changed": Wording(fa: "تغییر رمزها", en: "Changed credentials"),
        "credentials-reset": Wording(fa: "باطل شدن رمزها", en: "Reset of credentials"),
        "second-factors": Wording(
            fa: "هشدار: کدهای نادرست پس از گذرواژهٔ درست",
            en: "Warning: wrong codes after the right password"
        ),
        "degree-issued": Wording(
            fa: "کد صحت برای مدرک شما",
            en: "A code for a degree of yours"
        ),
        "document-filed": Wording(
            fa: "مشخصات مدرک شما برای تأیید",
            en: "Data of your document to confirm"
        ),
        "invitation": Wording(fa: "دعوت‌نامه", en: "Invitation"),
        "new-role": Wording(fa: "نقش تازه", en: "New role"),
        "new-deputy": Wording(fa: "جانشینی", en: "You are a deputy"),
        "identity-attested": Wording(fa: "گواهی هویت", en: "Attested identity"),
        "accounts-joined": Wording(fa: "یکی شدن دو حساب", en: "Joined accounts"),
        "break-glass": Wording(fa: "مدیر تازهٔ سامانه", en: "A new administrator"),
    ]
}
