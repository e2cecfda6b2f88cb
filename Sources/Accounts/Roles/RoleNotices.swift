import Persian
import Store

/// What the official contact of an organisation learns.
enum OrganisationNotice: String, Sendable {
    case contactChanged = "organisation-contact"
    case newRole = "organisation-new-role"
    case newDeputy = "organisation-new-deputy"
    case reset = "organisation-reset"
    case roleEnded = "organisation-role-ended"

    /// The subject and the text; they name the role and no person.
    func wording(_ detail: Wording) -> (subject: Wording, body: Wording) {
        switch self {
        case .contactChanged:
            (
                Wording(
                    fa: "تغییر نشانی رسمی در سامانه صحت",
                    en: "The official contact in Sehat was changed"
                ),
                Wording(
                    fa: """
                        نشانی رسمی سازمان شما در سامانه صحت تغییر کرد. اگر از آن بی‌خبرید، با سازمان امور \
                        دانشجویان تماس بگیرید.
                        """,
                    en: """
                        The official contact of your organisation in Sehat was changed. If you do not know of \
                        this, call the Student Affairs Organisation.
                        """
                )
            )
        case .newRole:
            (
                Wording(
                    fa: "نقش تازه در سامانه صحت",
                    en: "A new role in Sehat"
                ),
                Wording(
                    fa: """
                        به شخصی در سازمان شما نقش «\(detail.fa)» داده شد. نام او را مسئول سازمان در سامانه \
                        صحت می‌بیند.
                        """,
                    en: """
                        A person got the role “\(detail.en)” in your organisation. The head of the \
                        organisation sees the name in Sehat.
                        """
                )
            )
        case .newDeputy:
            (
                Wording(
                    fa: "جانشین در سامانه صحت",
                    en: "A deputy in Sehat"
                ),
                Wording(
                    fa: """
                        برای نقش «\(detail.fa)» در سازمان شما جانشین تعیین شد. نام او را مسئول سازمان در \
                        سامانه صحت می‌بیند.
                        """,
                    en: """
                        A deputy was named for the role “\(detail.en)” in your organisation. The head of the \
                        organisation sees the name in Sehat.
                        """
                )
            )
        case .reset:
            (
                Wording(
                    fa: "بازنشانی ورود در سامانه صحت",
                    en: "A sign-in was reset in Sehat"
                ),
                Wording(
                    fa: """
                        رمز و شناسه دومرحله‌ای شخصی با نقش «\(detail.fa)» در سازمان شما بازنشانی شد.
                        """,
                    en: """
                        Password and authenticator of a person with the role “\(detail.en)” in your \
                        organisation were reset.
                        """
                )
            )
        case .roleEnded:
            (
                Wording(
                    fa: "پایان نقش در سامانه صحت",
                    en: "A role in Sehat ended"
                ),
                Wording(
                    fa: "نقش «\(detail.fa)» یک شخص در سازمان شما پایان یافت.",
                    en: "The role “\(detail.en)” of a person in your organisation ended."
                )
            )
        }
    }
}

extension Roles {
    /// Stores a message to the official contact of an organisation, in Persian and English.
    func notify(
        _ organisation: Organisation,
        of notice: OrganisationNotice,
        about role: Role? = nil,
        concerning place: Organisation? = nil,
        source: String? = nil,
        number: Int64 = 0,
        in connection: Connection
    ) throws {
        guard let contact = Contact(typed: organisation.contact) else { return }
        var detail = role?.name ?? Wording(fa: organisation.code, en: organisation.code)
        if let place {
            detail = Wording(fa: "\(detail.fa) – \(place.code)", en: "\(detail.en) – \(place.code)")
        }
        let (subject, body) = notice.wording(detail)
        let message = AccountMessage(
            source: source ?? organisation.code,
            sequence: number,
            template: notice.rawValue,
            tokens: [place?.code ?? organisation.code],
            channel: contact.channel,
            recipient: contact.text,
            subject: contact.channel == .email ? "\(subject.fa) – \(subject.en)" : "",
            body: contact.channel == .email ? "\(body.fa)\n\n\(body.en)\n" : body.fa
        )
        try messages(message, connection)
    }
}
