import Accounts
import Persian

/// Why a request for a code is refused.
extension Wording {
    static let unknownInstitution = Wording(
        fa: "این دانشگاه یا مرکز در فهرست نیست.",
        en: "The university or centre is not in the register."
    )
    static let hasCode = Wording(
        fa: "این مدرک به نام شما کد صحت دارد؛ آن را در «مدرک‌های من» ببینید.",
        en: "The document has a code in your name; see My degrees."
    )
    static let notAFormerCode = Wording(
        fa:
            "کد سامانهٔ پیشین بیست رقم دارد؛ رقم‌ها را با مدرک مقایسه کنید یا این پاسخ را خالی بگذارید.",
        en: """
            A code of the former system has twenty digits. Compare them with the document, or leave the answer empty.
            """
    )
    static let notMatched = Wording(
        fa: "هویت متقاضی تأیید نشده است؛ نخست هویت خود را تأیید کنید.",
        en: "The applicant's identity is not confirmed; confirm it first."
    )
    static let noIssuer = Wording(
        fa: "این درخواست در کارتابل دانشگاه یا سازمان نیست.",
        en: "The request is in no cartable of the university or of SAORG."
    )
    static let noAcceptedFile = Wording(
        fa: "هیچ تصویری از مدرک پذیرفته نشده است؛ درخواست را به بررسی بازگردانید.",
        en: "No scan of the document was accepted; send the request back to the review."
    )

    static func otherAuthority(_ authority: CompetentAuthority) -> Wording {
        Wording(
            fa: "تأیید مدرک این دانشگاه با \(authority.name.fa) است؛ به آنجا درخواست دهید.",
            en: "\(authority.name.en) confirms the documents of this university; apply there."
        )
    }

    static func all(_ wordings: [Wording]) -> Wording {
        Wording(
            fa: wordings.map(\.fa).joined(separator: " "),
            en: wordings.map(\.en).joined(separator: " ")
        )
    }
}
