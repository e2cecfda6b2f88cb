import Persian

/// What a person gets a message about; the texts are in `AccountTexts.swift`.
///
/// The type is not bound to the tables: a message is made from an event, and stored by the hook of the program.
enum AccountEvent: Sendable, Hashable {
    /// A one-time code.
    case code(CodeUse, code: String)
    /// Another person has claimed the number.
    case claimWarning
    /// The contact changes; the old one can cancel by a link until a time.
    case contactChange(link: String, until: Timestamp)
    /// The new contact is stored.
    case newContact
    /// The person reported the loss of the contact; it moves at a time unless the old one cancels.
    case contactLoss(link: String, at: Timestamp)
    /// A change of the contact was cancelled.
    case contactChangeCancelled
    /// A password or an authenticator was changed.
    case credentialsChanged
    /// The credentials were reset by administrators.
    case credentialsReset
    /// Wrong second factors followed the right password.
    case secondFactors
    /// A degree was registered under the number of the person and got a code.
    case degreeIssued
    /// An institution filed a document under the number of the person, which the person confirms until a day.
    case documentFiled(until: CivilDate)

    /// What a one-time code is for.
    enum CodeUse: String, Sendable, CaseIterable {
        case claim
        case signIn = "sign-in"
        case stepUp = "step-up"
        case contact

        /// The purpose, as the message names it.
        var title: Wording {
            switch self {
            case .claim: Wording(fa: "ثبت‌نام", en: "registration")
            case .signIn: Wording(fa: "ورود", en: "sign-in")
            case .stepUp: Wording(fa: "تأیید دوباره", en: "confirmation")
            case .contact: Wording(fa: "ثبت نشانی تازه", en: "new contact")
            }
        }
    }

    /// The name of the template, as SMS gateways have approved it.
    var template: String {
        switch self {
        case .code(let use, _): "\(use.rawValue)-code"
        case .claimWarning: "claim-warning"
        case .contactChange: "contact-change"
        case .newContact: "new-contact"
        case .contactLoss: "contact-loss"
        case .contactChangeCancelled: "contact-change-cancelled"
        case .credentialsChanged: "credentials-changed"
        case .credentialsReset: "credentials-reset"
        case .secondFactors: "second-factors"
        case .degreeIssued: "degree-issued"
        case .documentFiled: "document-filed"
        }
    }

    /// The words that fill the gateway's template.
    var tokens: [String] {
        switch self {
        case .code(_, let code): [code]
        case .contactChange(let link, _), .contactLoss(let link, _): [link]
        case .claimWarning, .newContact, .contactChangeCancelled, .credentialsChanged,
            .credentialsReset, .secondFactors, .degreeIssued, .documentFiled:
            []
        }
    }

    /// Whether the message has a one-time code.
    var isCode: Bool {
        if case .code = self { true } else { false }
    }
}

extension AccountMessage {
    /// The message about an event.
    ///
    /// `source`: The row that caused it, with `sequence` unique for the template and recipient.
    /// `isDecoy`: Whether it is stored for a reserved number and never sent.
    /// `host`: The host of the product, which each message names.
    init(
        _ event: AccountEvent,
        to recipient: String,
        by channel: Channel,
        in language: MessageLanguage,
        source: String,
        sequence: Int64 = 0,
        isDecoy: Bool = false,
        host: String
    ) {
        let text: Wording
        var subject = ""
        switch channel {
        case .sms: text = event.shortText(host: host)
        case .email:
            text = event.longText(host: host)
            subject = language.subject(event.subject(host: host))
        }
        self.init(
            source: source,
            sequence: sequence,
            template: event.template,
            tokens: event.tokens,
            channel: isDecoy ? .sms : channel,
            recipient: isDecoy ? Self.reservedMobile : recipient,
            subject: subject,
            body: language.text(text),
            isCode: event.isCode,
            isDecoy: isDecoy
        )
    }

    /// The recipient of decoys: a number that no operator assigns.
    private static let reservedMobile = "+989000000000"
}

extension MessageLanguage {
    /// The right-to-left mark: a Persian subject that begins with a digit or a Latin word is drawn from the right with it.
    private static let mark: Unicode.Scalar = "\u{200F}"

    /// Returns the subject in this language, in the direction of its script.
    func subject(_ wording: Wording) -> String {
        let subject = text(wording)
        guard let first = subject.unicodeScalars.first else { return subject }
        switch self {
        case .en: return subject
        case .fa:
            let isRightToLeft =
                (0x600...0x6FF).contains(first.value) && Digits.value(of: first) == nil
            return isRightToLeft ? subject : String(Self.mark) + subject
        }
    }
}
