import Persian
import Store

/// What a person learns about roles.
enum RoleMessage: Sendable {
    case invitation(link: String)
    case newRole(Role, Organisation)
    case deputy(Role, Organisation)
    case attested
    case joined
    case newAdministrator
    case monthToConfirm(ConfirmedMonth, isLate: Bool)

    /// The name of the template, as SMS gateways have approved it.
    var template: String {
        switch self {
        case .invitation: "invitation"
        case .newRole: "new-role"
        case .deputy: "new-deputy"
        case .attested: "identity-attested"
        case .joined: "accounts-joined"
        case .newAdministrator: "break-glass"
        case .monthToConfirm(_, let isLate): isLate ? "month-late" : "month-to-confirm"
        }
    }

    /// The words that fill the gateway's template.
    var tokens: [String] {
        switch self {
        case .invitation(let link): [link]
        case .newRole(_, let organisation), .deputy(_, let organisation): [organisation.code]
        case .monthToConfirm(let month, _): [month.description]
        case .attested, .joined, .newAdministrator: []
        }
    }

    /// The subject of an e-mail.
    func subject(host: String) -> Wording {
        switch self {
        case .invitation: Wording(fa: "دعوت به \(host)", en: "Invitation to \(host)")
        case .newRole: Wording(fa: "نقش تازهٔ شما", en: "Your new role")
        case .deputy: Wording(fa: "جانشینی شما", en: "You are a deputy")
        case .attested: Wording(fa: "هویت شما گواهی شد", en: "Your identity was attested")
        case .joined: Wording(fa: "حساب‌های شما یکی شد", en: "Your accounts were joined")
        case .newAdministrator: Wording(fa: "مدیر تازهٔ سامانه", en: "A new administrator")
        case .monthToConfirm(let month, _):
            Wording(
                fa: "تأیید ماهانهٔ \(month.name.fa)",
                en: "Monthly confirmation of \(month.name.en)"
            )
        }
    }

    /// The text: at most two parts of a text message.
    func text(host: String) -> Wording {
        switch self {
        case .invitation(let link):
            Wording(
                fa: "دعوت به کار در \(host)، تا ۷۲ ساعت:\n\(link)",
                en: "Invitation to \(host), for 72 hours:\n\(link)"
            )
        case .newRole(let role, let organisation):
            Wording(
                fa:
                    "در \(host) نقش «\(role.name.fa)» در سازمان \(organisation.code) به شما داده شد.",
                en:
                    "At \(host) you got the role “\(role.name.en)” in organisation \(organisation.code)."
            )
        case .deputy(let role, let organisation):
            Wording(
                fa: "در \(host) جانشین نقش «\(role.name.fa)» در سازمان \(organisation.code) شدید.",
                en:
                    "At \(host) you are a deputy for “\(role.name.en)” in organisation \(organisation.code)."
            )
        case .attested:
            Wording(
                fa:
                    "دو گواه هویت شما را در \(host) گواهی کردند. اگر کار شما نبود، با سازمان تماس بگیرید.",
                en:
                    "Two attesters confirmed your identity at \(host). If it was not you, call the organisation."
            )
        case .joined:
            Wording(
                fa:
                    "دو حساب شما در \(host) یکی شد؛ با هر دو شماره وارد همان می‌شوید. اگر کار شما نبود، با سازمان تماس بگیرید.",
                en:
                    "Your two accounts at \(host) are one now; both numbers open it. If it was not you, call the organisation."
            )
        case .newAdministrator:
            Wording(
                fa:
                    "در \(host) با فرمان اضطراری مدیر ارشد تازه‌ای افزوده شد که ۲۴ ساعت دیگر آغاز می‌کند.",
                en:
                    "At \(host) an emergency command added a root administrator, who begins in 24 hours."
            )
        case .monthToConfirm(let month, let isLate):
            isLate
                ? Wording(
                    fa:
                        "مهلت تأیید \(month.name.fa) در \(host) گذشت و دانشگاه شما آن را تأیید نکرده است.",
                    en:
                        "The confirmation of \(month.name.en) at \(host) is late: your institution has not given it."
                )
                : Wording(
                    fa:
                        "فهرست همکاران و کدهای \(month.name.fa) در \(host) آماده است؛ آن را ببینید و تأیید کنید.",
                    en:
                        "The people and codes of \(month.name.en) at \(host) wait for your confirmation."
                )
        }
    }
}

extension Roles {
    /// Stores a message to a person's proven contact; to none of a person without one.
    func send(
        _ message: RoleMessage,
        to person: Person,
        source: String,
        in connection: Connection
    ) throws {
        guard let contact = person.provenContact else { return }
        try send(message, to: contact, person.language, source: source, in: connection)
    }

    /// Stores a message to a contact.
    func send(
        _ message: RoleMessage,
        to contact: Contact,
        _ language: MessageLanguage,
        source: String,
        number: Int64 = 0,
        in connection: Connection
    ) throws {
        let host = people.settings.host
        try messages(
            AccountMessage(
                source: source,
                sequence: number,
                template: message.template,
                tokens: message.tokens,
                channel: contact.channel,
                recipient: contact.text,
                subject: contact.channel == .email
                    ? language.text(message.subject(host: host)) : "",
                body: language.text(message.text(host: host))
            ),
            connection
        )
    }

    /// Tells the contact of SAORG what happened to a role of another organisation.
    func notifySAORG(
        of notice: OrganisationNotice,
        about role: Role,
        in organisation: Organisation,
        source: String,
        _ connection: Connection
    ) throws {
        guard let saorg = try self.organisation(Organisation.saorg, in: connection) else { return }
        try notify(
            saorg,
            of: notice,
            about: role,
            concerning: organisation,
            source: source,
            in: connection
        )
    }
}
